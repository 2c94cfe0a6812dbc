#define _GNU_SOURCE
#include "load.h"
#include "frames.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

struct member members[MOST_MEMBERS];
int ready_count, gone_count, port, poller;
static int asked_count, member_count, opening_count;
static char room[1 << 18];

void open_members(struct group *group, int count) {
    if (member_count + count > MOST_MEMBERS) die("too many members");
    if (group->count == 0) group->first = member_count;
    for (int i = 0; i < count; i++) members[member_count + i] = (struct member){.fd = -1, .group = group};
    group->count += count;
    member_count += count;
}

static void open_one(struct member *member) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (fd < 0) die("socket");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // A reset at the end leaves nothing behind that waits.
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){.l_onoff = 1}, sizeof(struct linger));
    member->fd = fd;
    member->state = CONNECTING;
    opening_count += 1;
    if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) die("connect");
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = member};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

/* Opens more, at most so many at a time; false when all are ready or gone. */
bool open_more(int most_opening) {
    while (opening_count < most_opening && asked_count < member_count) open_one(&members[asked_count++]);
    return asked_count < member_count || opening_count > 0;
}

void leave(struct member *member, const char *why) {
    if (member->state == GONE) return;
    if (gone_count++ == 0) fprintf(stderr, "a member is gone: %s\n", why);
    if (member->state == READY) ready_count -= 1;
    else opening_count -= 1;
    member->state = GONE;
    close(member->fd);
    drop_kept(member);
    free(member->out);
    member->out = NULL;
}

static void write_bytes(struct member *member, const char *bytes, size_t length) {
    if (member->out_length == 0) {
        ssize_t sent = send(member->fd, bytes, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return leave(member, strerror(errno));
        if (sent > 0) {
            bytes += sent;
            length -= sent;
        }
    }
    if (length == 0) return;
    member->out = realloc(member->out, member->out_length + length);
    if (!member->out) die("realloc");
    memcpy(member->out + member->out_length, bytes, length);
    member->out_length += length;
}

static void write_rest(struct member *member) {
    if (member->out_length == 0) return;
    ssize_t sent = send(member->fd, member->out, member->out_length, MSG_NOSIGNAL);
    if (sent <= 0) return;
    member->out_length -= sent;
    memmove(member->out, member->out + sent, member->out_length);
}

/* A client masks its frames; a mask of zeros changes nothing. */
void send_frame(struct member *member, unsigned char first, const char *payload, size_t length) {
    unsigned char frame[4096] = {first};
    size_t head = length < 126 ? 2 : 4;
    if (length + 8 > sizeof frame) die("too long to be sent");
    frame[1] = 128 | (length < 126 ? length : 126);
    if (head == 4) {
        frame[2] = length >> 8;
        frame[3] = length & 255;
    }
    memcpy(frame + head + 4, payload, length);
    write_bytes(member, (char *)frame, head + 4 + length);
}

void send_text(struct member *member, const char *text, size_t length) { send_frame(member, 0x81, text, length); }

/* The line of a file that belongs to this member of its group; where there is only one, it is everybody's. */
static const char *line_of(const struct member *member, const struct lines *lines) {
    int number = member - members - member->group->first;
    if (lines->count == 1) number = 0;
    return number < lines->count ? lines->line[number] : "";
}

const char *argument_of(const struct member *member) { return line_of(member, &member->group->arguments); }

/* Sends a text with {A}, {N} and {TEXT} filled in. */
static void send_filled(struct member *member, const char *pattern, const char *text, const char *argument) {
    static unsigned number = 100000000;
    char filled[3072];
    size_t length = 0;
    number += 1;
    for (const char *at = pattern; *at;) {
        char digits[16];
        const char *part = NULL;
        if (strncmp(at, "{A}", 3) == 0) part = argument, at += 3;
        else if (strncmp(at, "{TEXT}", 6) == 0) part = text, at += 6;
        else if (strncmp(at, "{N}", 3) == 0) snprintf(digits, sizeof digits, "%u", number), part = digits, at += 3;
        size_t more = part ? strlen(part) : 1;
        if (length + more > sizeof filled) die("too long to be sent");
        memcpy(filled + length, part ? part : at++, more);
        length += more;
    }
    send_text(member, filled, length);
}

void publish(struct member *member, char kind, uint64_t at_ns, const char *argument) {
    static const char words[] = "is it bright enough to read by, and how long does it burn on the lowest step ";
    char text[TEXT_LENGTH + 1] = {'@', '@', kind};
    for (int i = 0; i < 16; i++) text[3 + i] = 'a' + (at_ns >> (60 - 4 * i) & 15);
    text[MARK_LENGTH] = ' ';
    for (int i = MARK_LENGTH + 1; i < TEXT_LENGTH; i++) text[i] = words[i % (sizeof words - 1)];
    text[TEXT_LENGTH - 1] = '?';
    kinds[kind - 'a'].sent += 1;
    send_filled(member, member->group->say, text, argument);
}

static void ask_upgrade(struct member *member) {
    struct group *group = member->group;
    const char *headers = line_of(member, &group->headers);
    char text[2048];
    int length = snprintf(text, sizeof text,
                          "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n",
                          group->path, group->host, group->host, headers);
    member->state = UPGRADING;
    write_bytes(member, text, length);
}

static void next_step(struct member *member) {
    if (member->step < member->group->step_count) {
        member->state = GREETING;
        return;
    }
    member->state = READY;
    ready_count += 1;
    opening_count -= 1;
}

void greeted(struct member *member, const char *frame) {
    struct step *step = &member->group->steps[member->step];
    if (begins(frame, strlen(frame), refusal)) return refused(frame, strlen(frame));
    if (!strstr(frame, step->wait)) return;
    if (step->then[0]) send_filled(member, step->then, "", argument_of(member));
    member->step += 1;
    next_step(member);
}

/* The answer to the upgrade, up to an empty line; what comes after it are frames. */
static void take_answer(struct member *member, const char *bytes, size_t length) {
    size_t before = member->kept_length;
    member->kept = realloc(member->kept, before + length + 1);
    if (!member->kept) die("realloc");
    memcpy(member->kept + before, bytes, length);
    member->kept[member->kept_length = before + length] = 0;
    char *end = strstr(member->kept, "\r\n\r\n");
    if (!end) return;
    if (strncmp(member->kept, "HTTP/1.1 101", 12) != 0) {
        end[0] = 0;
        return leave(member, member->kept);
    }
    size_t used = end + 4 - member->kept - before;
    drop_kept(member);
    next_step(member);
    take_bytes(member, bytes + used, length - used);
}

static void read_all(struct member *member) {
    while (member->state != GONE) {
        bool is_known = member->state == READY && member->known;
        size_t most = is_known ? member->left : member->in_frame && member->left > 8192 ? sizeof room : 8192;
        ssize_t length = recv(member->fd, is_known ? NULL : room, most, is_known ? MSG_TRUNC : 0);
        if (length < 0 && errno == EAGAIN) return;
        if (length <= 0) return leave(member, length == 0 ? "the server hung up" : strerror(errno));
        if (is_known) skip_bytes(member, length);
        else if (member->state == UPGRADING) take_answer(member, room, length);
        else take_bytes(member, room, length);
        if ((size_t)length < most) return;
    }
}

void turn(int64_t wait_ns) {
    struct epoll_event events[512];
    struct timespec wait = {.tv_sec = wait_ns / 1000000000, .tv_nsec = wait_ns % 1000000000};
    int count = epoll_pwait2(poller, events, 512, wait_ns < 0 ? NULL : &wait, NULL);
    for (int i = 0; i < count; i++) {
        struct member *member = events[i].data.ptr;
        if (!member) continue;
        if (events[i].events & (EPOLLERR | EPOLLHUP)) {
            leave(member, "the connection broke");
            continue;
        }
        if (events[i].events & EPOLLOUT) {
            if (member->state == CONNECTING) ask_upgrade(member);
            else write_rest(member);
        }
        if (events[i].events & (EPOLLIN | EPOLLRDHUP)) read_all(member);
    }
}
