#define _GNU_SOURCE
#include "load.h"
#include "frames.h"
#include <stdlib.h>
#include <string.h>

/* Bytes by which, with its length, a long frame is known again: they hold the number of its first entry. */
#define BEGINNING 256
#define LONG_FRAME 4096
#define MOST_MARKS 1024
#define MOST_SEEN 1024

/* The marks of a long frame. All members get the same bytes, so it is read once. */
struct seen {
    uint64_t key;
    bool is_whole;
    int users, count;
    char kind[MOST_MARKS];
    uint64_t at[MOST_MARKS];
};

static struct seen seen[MOST_SEEN];
static uint64_t read_at;

static void take(struct member *member, char letter, uint64_t at) {
    struct kind *kind = &kinds[letter - 'a'];
    kind->came += 1;
    member->got += 1;
    note_late(kind, read_at > at ? read_at - at : 0);
    if (letter != 'm') on_message(member, letter, at);
}

/* A mark is "@@", the kind's letter, and nanoseconds as 16 letters from 'a' to 'p'. */
static void take_mark(struct member *member, const char *mark) {
    uint64_t at = 0;
    if (mark[2] < 'a' || mark[2] > 'z') return;
    for (int i = 3; i < MARK_LENGTH; i++) {
        if (mark[i] < 'a' || mark[i] > 'p') return;
        at = at << 4 | (uint64_t)(mark[i] - 'a');
    }
    if (member->noted) {
        if (member->noted->count == MOST_MARKS) {
            member->noted->key = 0;
            member->noted->users = 0;
            member->noted = NULL;
        } else {
            member->noted->kind[member->noted->count] = mark[2];
            member->noted->at[member->noted->count++] = at;
        }
    }
    take(member, mark[2], at);
}

static void scan(struct member *member, const char *bytes, size_t length) {
    char seam[2 * MARK_LENGTH];
    size_t before = member->carry_length, more = length < MARK_LENGTH - 1 ? length : MARK_LENGTH - 1;
    memcpy(seam, member->carry, before);
    memcpy(seam + before, bytes, more);
    for (size_t i = 0; i < before && i + MARK_LENGTH <= before + more; i++)
        if (seam[i] == '@' && seam[i + 1] == '@') take_mark(member, seam + i);
    const char *at = bytes, *end = bytes + length;
    while (end - at >= MARK_LENGTH && (at = memmem(at, end - at, "@@", 2)) && end - at >= MARK_LENGTH) {
        take_mark(member, at);
        at += 2;
    }
    if (length >= MARK_LENGTH - 1) {
        memcpy(member->carry, end - (MARK_LENGTH - 1), MARK_LENGTH - 1);
        member->carry_length = MARK_LENGTH - 1;
    } else {
        size_t all = before + more, from = all > MARK_LENGTH - 1 ? all - (MARK_LENGTH - 1) : 0;
        memcpy(member->carry, seam + from, all - from);
        member->carry_length = all - from;
    }
}

bool begins(const char *bytes, size_t length, const char *with) {
    size_t wanted = strlen(with);
    return wanted > 0 && length >= wanted && memcmp(bytes, with, wanted) == 0;
}

void refused(const char *bytes, size_t length) {
    if (refused_count++ == 0) memcpy(first_refusal, bytes, length < 255 ? length : 255);
}

static void know(struct member *member, const char *bytes) {
    uint64_t key = 1469598103934665603ull ^ member->length;
    for (int i = 0; i < BEGINNING; i++) key = (key ^ (unsigned char)bytes[i]) * 1099511628211ull;
    struct seen *one = &seen[key % MOST_SEEN];
    if (one->key == key && one->is_whole) {
        one->users += 1;
        member->known = one;
    } else if (one->users == 0) {
        *one = (struct seen){.key = key, .users = 1};
        member->noted = one;
    }
}

static void begin_frame(struct member *member, const char *bytes, size_t length) {
    member->has_begun = true;
    if (member->length == 1 && bytes[0] == '2') send_text(member, "3", 1);
    else if (begins(bytes, length, acknowledgement)) acknowledged += 1;
    else if (begins(bytes, length, refusal)) refused(bytes, length);
    if (member->length >= LONG_FRAME) know(member, bytes);
    if (!member->known) scan(member, bytes, length);
}

static void keep(struct member *member, const char *bytes, size_t length) {
    member->kept = realloc(member->kept, member->kept_length + length + 1);
    if (!member->kept) die("realloc");
    memcpy(member->kept + member->kept_length, bytes, length);
    member->kept_length += length;
    member->kept[member->kept_length] = 0;
}

void drop_kept(struct member *member) {
    free(member->kept);
    member->kept = NULL;
    member->kept_length = 0;
}

/* Part of a message's payload. */
static void take_payload(struct member *member, const char *bytes, size_t length) {
    if (member->state != READY) {
        keep(member, bytes, length);
        return;
    }
    if (member->has_begun) {
        if (!member->known) scan(member, bytes, length);
        return;
    }
    size_t wanted = member->length < BEGINNING ? member->length : BEGINNING;
    if (member->kept_length > 0 || length < wanted) {
        keep(member, bytes, length);
        if (member->kept_length < wanted) return;
        begin_frame(member, member->kept, member->kept_length);
        drop_kept(member);
    } else begin_frame(member, bytes, length);
}

static void end_frame(struct member *member) {
    int opcode = member->head[0] & 15;
    member->in_frame = member->has_begun = false;
    member->head_length = member->carry_length = 0;
    if (opcode == 9) send_frame(member, 0x8a, "", 0);
    else if (opcode == 8) leave(member, "closed");
    else if (member->state == GREETING) {
        greeted(member, member->kept ? member->kept : "");
        drop_kept(member);
    } else if (member->known) {
        struct seen *one = member->known;
        for (int i = 0; i < one->count; i++) take(member, one->kind[i], one->at[i]);
        one->users -= 1;
        member->known = NULL;
    } else if (member->noted) {
        member->noted->is_whole = true;
        member->noted->users = 0;
        member->noted = NULL;
    }
}

static bool take_head(struct member *member, unsigned char byte) {
    unsigned char *head = member->head;
    head[member->head_length++] = byte;
    int size = member->head_length < 2 ? 2 : (head[1] & 127) == 126 ? 4 : (head[1] & 127) == 127 ? 10 : 2;
    if (member->head_length < size) return false;
    member->length = size == 2 ? head[1] & 127 : 0;
    for (int i = 2; i < size; i++) member->length = member->length << 8 | head[i];
    member->left = member->length;
    return true;
}

void take_bytes(struct member *member, const char *bytes, size_t length) {
    read_at = now_ns();
    while (length > 0 && member->state != GONE) {
        if (!member->in_frame) {
            member->in_frame = take_head(member, (unsigned char)*bytes);
            bytes += 1;
            length -= 1;
            if (member->in_frame && member->left == 0) end_frame(member);
            continue;
        }
        size_t part = length < member->left ? length : member->left;
        if ((member->head[0] & 8) == 0) take_payload(member, bytes, part);
        skip_bytes(member, part);
        bytes += part;
        length -= part;
    }
}

void skip_bytes(struct member *member, size_t length) {
    member->left -= length;
    if (member->left > 0) return;
    read_at = now_ns();
    end_frame(member);
}
