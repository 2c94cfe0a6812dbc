import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { test } from 'node:test'
import * as v from 'valibot'

const here = new URL('./', import.meta.url)
const megabyte = 1024 * 1024

const Words = v.pipe(v.string(), v.trim(), v.nonEmpty())
const EnglishWords = v.pipe(Words, v.regex(/^[^\p{Script=Hangul}]*$/u, 'English text holds no Hangul'))
const Text = v.strictObject({ ko: Words, en: EnglishWords })
const Slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/))
const WebpFile = v.pipe(v.string(), v.regex(/^[a-z0-9-]+\.webp$/))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Choice = v.record(v.string(), v.string())
const Value = v.strictObject({ key: Slug, name: Text })
const OptionValue = v.strictObject({
  ...Value.entries,
  swatch: v.optional(v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))),
})
const Product = v.strictObject({
  slug: Slug,
  category: Slug,
  brand: Words,
  name: Text,
  lead: Text,
  about: v.strictObject({ title: Text, text: Text }),
  facts: v.pipe(v.array(v.strictObject({ name: Text, value: Text })), v.minLength(4), v.maxLength(7)),
  options: v.array(v.strictObject({ key: Slug, name: Text, values: v.pipe(v.array(OptionValue), v.minLength(2)) })),
  variants: v.pipe(
    v.array(v.strictObject({ sku: Words, options: Choice, price: v.pipe(Count, v.minValue(1)), stock: Count })),
    v.minLength(1),
  ),
  attributes: v.record(v.string(), v.pipe(v.array(Slug), v.minLength(1))),
  pictures: v.pipe(v.array(v.strictObject({ file: WebpFile, option: v.optional(Choice), alt: Text })), v.minLength(1)),
  film: v.optional(Slug),
  onFilm: v.array(Slug),
  published: v.pipe(v.string(), v.isoTimestamp()),
})
const Catalogue = v.strictObject({
  shop: v.strictObject({
    name: Text,
    lead: Text,
    greeting: Text,
    currency: v.literal('KRW'),
    owner: v.strictObject({ name: Text }),
  }),
  categories: v.array(v.strictObject({ slug: Slug, name: Text, about: Text, picture: WebpFile })),
  attributes: v.array(v.strictObject({ key: Slug, name: Text, values: v.array(Value) })),
  products: v.array(Product),
})

const raw: unknown = JSON.parse(await readFile(new URL('catalogue.json', here), 'utf8'))
const parsed = v.safeParse(Catalogue, raw)
const products = parsed.success ? parsed.output.products : []

test('the catalogue has the agreed form, and every text is there in Korean and in English', () => {
  const wrong = parsed.issues?.map(issue => `${v.getDotPath(issue)}: ${issue.message}`) ?? []
  assert.deepEqual(wrong, [])
})

test('there are at least 24 products, and none of the four categories is thin', () => {
  assert.ok(parsed.success)
  assert.ok(products.length >= 24, `${products.length} products`)
  assert.equal(parsed.output.categories.length, 4)
  for (const { slug } of parsed.output.categories) {
    const own = products.filter(product => product.category === slug)
    assert.ok(own.length >= 6, `${own.length} products in ${slug}`)
  }
})

test('slugs, article numbers and the keys of each list are never used twice', () => {
  assert.ok(parsed.success)
  const { categories, attributes } = parsed.output
  const lists = {
    products: products.map(product => product.slug),
    skus: products.flatMap(product => product.variants.map(variant => variant.sku)),
    categories: categories.map(category => category.slug),
    attributes: attributes.map(attribute => attribute.key),
    ...Object.fromEntries(attributes.map(attribute => [attribute.key, attribute.values.map(value => value.key)])),
    ...Object.fromEntries(
      products.flatMap(product =>
        product.options.map(option => [`${product.slug} ${option.key}`, option.values.map(value => value.key)]),
      ),
    ),
  }
  for (const [name, keys] of Object.entries(lists)) assert.deepEqual(keys, [...new Set(keys)], name)
})

test('the variants of a product are exactly the combinations of its options, each once', () => {
  for (const { slug, options, variants } of products) {
    let combinations: Record<string, string>[] = [{}]
    for (const { key, values } of options)
      combinations = combinations.flatMap(chosen => values.map(value => ({ ...chosen, [key]: value.key })))
    const spell = (choice: Record<string, string>) =>
      Object.entries(choice)
        .map(([key, value]) => `${key}=${value}`)
        .sort()
        .join(' ')
    assert.deepEqual(
      variants.map(variant => spell(variant.options)).sort(),
      combinations.map(spell).sort(),
      `variants of ${slug}`,
    )
  }
})

test('a picture that shows one choice names an option and a value of its product', () => {
  for (const { slug, options, pictures } of products)
    for (const { file, option } of pictures)
      for (const [key, value] of Object.entries(option ?? {})) {
        const values = options.find(other => other.key === key)?.values.map(other => other.key) ?? []
        assert.ok(values.includes(value), `${file} of ${slug} shows ${key}=${value}`)
      }
})

test('at least six products show another picture when another colour is chosen', () => {
  const colorful = products.filter(({ pictures }) => pictures.filter(picture => picture.option?.color).length >= 2)
  assert.ok(colorful.length >= 6, `${colorful.length} products`)
})

test('every attribute, category and product that a product points at exists', () => {
  assert.ok(parsed.success)
  const { attributes, categories } = parsed.output
  const slugs = new Set(products.map(product => product.slug))
  for (const product of products) {
    assert.ok(
      categories.some(({ slug }) => slug === product.category),
      `category of ${product.slug}`,
    )
    for (const [key, used] of Object.entries(product.attributes)) {
      const known = attributes.find(attribute => attribute.key === key)?.values.map(value => value.key) ?? []
      for (const value of used) assert.ok(known.includes(value), `${product.slug} says ${key}=${value}`)
    }
    for (const other of product.onFilm)
      assert.ok(slugs.has(other) && other !== product.slug, `${other} on the film of ${product.slug}`)
  }
})

test('every value of the vocabulary is used, so that no filter leads to an empty page', () => {
  assert.ok(parsed.success)
  for (const { key, values } of parsed.output.attributes)
    for (const value of values)
      assert.ok(
        products.some(product => product.attributes[key]?.includes(value.key)),
        `${key}=${value.key}`,
      )
})

test('every picture named is drawn, and no picture lies about unused', async () => {
  assert.ok(parsed.success)
  const named = new Set([
    ...parsed.output.categories.map(category => category.picture),
    ...products.flatMap(product => product.pictures.map(picture => picture.file)),
  ])
  assert.deepEqual((await readdir(new URL('pictures/', here))).sort(), [...named].sort())
})

test('a film is named after the drawing it is made from', () => {
  for (const { film } of products)
    if (film) assert.ok(existsSync(new URL(`drawings/${film}.svg`, here)), `no drawing for the film ${film}`)
})

test('some goods are sold out and some nearly so, as in any shop', () => {
  const stocks = products.flatMap(product => product.variants.map(variant => variant.stock))
  assert.ok(stocks.includes(0))
  assert.ok(stocks.some(stock => stock > 0 && stock <= 3))
})

test('the pictures weigh less than 3 MB and the whole demo less than 40 MB', async () => {
  assert.ok((await weigh(new URL('pictures/', here))) < 3 * megabyte)
  assert.ok((await weigh(here)) < 40 * megabyte)
})

async function weigh(folder: URL): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const sizes = await Promise.all(files.map(async file => (await stat(`${file.parentPath}/${file.name}`)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
