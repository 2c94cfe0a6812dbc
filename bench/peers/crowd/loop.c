#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

/*
 * The least that a room can cost: one loop that writes what one socket says to all of them. With the argument "join" it
 * joins by the rule of the shop's own fan-out: it writes at once when it is idle, then rests for three times as long as
 * the writing took of the processor, but for more than 40 ms only where the writing itself took longer, and for at least
 * 5 ms; what comes meanwhile goes out in one write. It checks nothing and keeps nothing; the load's key and its mask of
 * zeros make the handshake and the unmasking constants.
 */

#define MOST 16000
#define SHORTEST_REST_NS 5000000
#define LONG_REST_NS 40000000

struct client { int fd; bool is_upgraded; size_t length; char bytes[4096]; };

static struct client clients[MOST];
static int client_count;
static char queue[1 << 24];
static size_t queued;
static uint64_t next_flush;
static unsigned id = 1000000000;
static const char welcome[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static uint64_t clock_ns(clockid_t clock) {
    struct timespec at;
    clock_gettime(clock, &at);
    return at.tv_sec * 1000000000ull + at.tv_nsec;
}

static void write_all(const char *bytes, size_t length) {
    for (int i = 0; i < client_count; i++)
        if (clients[i].is_upgraded && write(clients[i].fd, bytes, length) < (ssize_t)length && errno == EPIPE) exit(1);
}

static void flush(void) {
    uint64_t before = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    write_all(queue, queued);
    queued = 0;
    uint64_t used = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - before;
    uint64_t rest = 3 * used < LONG_REST_NS ? 3 * used : used > LONG_REST_NS ? used : LONG_REST_NS;
    next_flush = clock_ns(CLOCK_MONOTONIC) + (rest > SHORTEST_REST_NS ? rest : SHORTEST_REST_NS);
}

/* `{"a":1}` becomes `{"id":1000000001,"a":1}`, as a frame. */
static void say(const char *text, size_t length, bool join) {
    char frame[4200];
    int head = 4, more = snprintf(frame + head, 64, "{\"id\":%u,", ++id);
    memcpy(frame + head + more, text + 1, length - 1);
    size_t payload = more + length - 1;
    frame[0] = (char)0x81;
    frame[1] = 126;
    frame[2] = payload >> 8;
    frame[3] = payload & 255;
    if (!join) return write_all(frame, head + payload);
    if (queued + head + payload > sizeof queue) flush();
    memcpy(queue + queued, frame, head + payload);
    queued += head + payload;
}

/* The frames of a client that are whole. */
static void read_frames(struct client *client, bool join) {
    size_t at = 0;
    while (client->length - at >= 6) {
        const unsigned char *frame = (unsigned char *)client->bytes + at;
        size_t payload = frame[1] & 127, head = 6;
        if (payload == 126) payload = frame[2] << 8 | frame[3], head = 8;
        if (client->length - at < head + payload) break;
        if ((frame[0] & 15) == 1) say((const char *)frame + head, payload, join);
        at += head + payload;
    }
    memmove(client->bytes, client->bytes + at, client->length -= at);
}

static void read_client(struct client *client, bool join) {
    ssize_t length = read(client->fd, client->bytes + client->length, sizeof client->bytes - client->length - 1);
    if (length == 0 || (length < 0 && errno != EAGAIN)) {
        client->is_upgraded = false;
        close(client->fd);
        return;
    }
    if (length < 0) return;
    client->length += length;
    client->bytes[client->length] = 0;
    if (client->is_upgraded) return read_frames(client, join);
    if (!strstr(client->bytes, "\r\n\r\n")) return;
    client->length = 0;
    client->is_upgraded = write(client->fd, welcome, sizeof welcome - 1) > 0;
}

static void accept_all(int listener, int poller) {
    int on = 1;
    for (int fd; client_count < MOST && (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        struct client *client = &clients[client_count++];
        client->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_ctl(poller, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = client});
    }
}

int main(int count, char **arguments) {
    bool join = count > 1 && strcmp(arguments[1], "join") == 0;
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof own;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0);
    if (bind(listener, (struct sockaddr *)&own, size) || listen(listener, 4096)) return 1;
    getsockname(listener, (struct sockaddr *)&own, &size);
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN});
    printf("http://127.0.0.1:%d\n", ntohs(own.sin_port));
    fclose(stdout);
    for (;;) {
        struct epoll_event events[512];
        uint64_t now = clock_ns(CLOCK_MONOTONIC);
        if (queued > 0 && now >= next_flush) flush();
        uint64_t rest = queued == 0 ? 1000000000 : next_flush > now ? next_flush - now : 0;
        struct timespec wait = {.tv_sec = rest / 1000000000, .tv_nsec = rest % 1000000000};
        int ready = epoll_pwait2(poller, events, 512, &wait, NULL);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.ptr) read_client(events[i].data.ptr, join);
            else accept_all(listener, poller);
        }
    }
}
