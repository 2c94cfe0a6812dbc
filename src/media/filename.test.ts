import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanFileName } from './filename.ts'

test('a name keeps what people wrote, composed, and its ending', () => {
  assert.equal(cleanFileName('고장 난 손잡이 (2).JPG', { kind: 'image' }), '고장 난 손잡이 (2).JPG')
  assert.equal(cleanFileName('사진.png'.normalize('NFD'), { kind: 'image' }), '사진.png')
  assert.equal(cleanFileName("L'été & co. #1.pdf", { kind: 'pdf' }), "L'été & co. #1.pdf")
  assert.equal(cleanFileName('👩‍👩‍👧.png', { kind: 'image' }), '👩‍👩‍👧.png')
})

test('a name is no path, holds nothing that cannot be seen, and nothing that makes it look like another', () => {
  const names = {
    '../../etc/passwd.png': 'passwd.png',
    'C:\\Users\\me\\photo.jpg': 'photo.jpg',
    '/': 'file.webp',
    '': 'file.webp',
    '...': 'file.webp',
    '.htaccess.png': 'htaccess.png',
    'a\r\nSet-Cookie: x=1.png': 'a Set-Cookie x=1.png',
    'a\0.png': 'a .png',
    'photo\u202egnp.exe': 'photo gnp.exe.webp',
    '\u2066hidden\u2069\u200b\ufeff.png': 'hidden .png',
    'ㅤ.png': 'file.png',
    '"><img src=x onerror=alert(1)>.png': 'img src=x onerror=alert(1) .png',
    '\ud800half.png': 'half.png',
  }
  for (const [sent, clean] of Object.entries(names)) assert.equal(cleanFileName(sent, { kind: 'image' }), clean)
})

test('a name ends as what the file is', () => {
  assert.equal(cleanFileName('invoice.exe', { kind: 'pdf' }), 'invoice.exe.pdf')
  assert.equal(cleanFileName('page.html', { kind: 'image' }), 'page.html.webp')
  assert.equal(cleanFileName('photo.png', { kind: 'pdf' }), 'photo.png.pdf')
  assert.equal(cleanFileName('image', { kind: 'image' }), 'image.webp')
})

test('a long name is cut before its ending, between characters as people see them', () => {
  const korean = cleanFileName(`${'가'.repeat(300)}.pdf`, { kind: 'pdf' })
  assert.equal(korean, `${'가'.repeat(196)}.pdf`)
  const faces = cleanFileName(`${'👩‍👩‍👧'.repeat(100)}.png`, { kind: 'image' })
  assert.ok(faces.length <= 200 && /^(?:👩‍👩‍👧)+\.png$/u.test(faces), faces)
  for (const name of [`${'x'.repeat(100_000)}`, `${'e'}${'\u0301'.repeat(5000)}.png`, `${' '.repeat(9000)}a.png`]) {
    const clean = cleanFileName(name, { kind: 'image' })
    assert.ok(clean.length >= 5 && clean.length <= 200)
  }
})
