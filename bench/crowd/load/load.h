/* The load of the benches with many sockets: one thread, epoll, nothing parsed but the frames of RFC 6455. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MOST_MEMBERS 16000
#define MOST_STEPS 4
/* Length of the text of every message, and of what stands at its beginning: "@@", a kind, 16 letters of time. */
#define TEXT_LENGTH 200
#define MARK_LENGTH 19

/* What sockets of one kind say when they have come, and how they publish; {A} is each one's argument. */
struct group {
    char path[256];
    char host[128];
    struct step { char wait[128], then[1024]; } steps[MOST_STEPS];
    int step_count;
    /* {N} is a number of its own, {TEXT} the text. */
    char say[1024];
    struct lines { char **line; int count; } headers, arguments;
    int first, count;
};

enum state { NONE, CONNECTING, UPGRADING, GREETING, READY, GONE };

struct member {
    int fd;
    enum state state;
    struct group *group;
    int step;
    /* The frame that is coming: its header, the length of its payload, how much of that is still to come. */
    unsigned char head[10];
    int head_length;
    bool in_frame, has_begun;
    uint64_t length, left;
    /* The end of what was read of it, where a mark may have begun. */
    char carry[MARK_LENGTH - 1];
    int carry_length;
    /* What has to be looked at in one piece: an answer to the upgrade, a greeting, the beginning of a frame. */
    char *kept;
    size_t kept_length;
    /* The same frame came to another before: its marks are known; or it is written down for the others. */
    struct seen *known, *noted;
    /* What the system has not taken yet. */
    char *out;
    size_t out_length;
    uint64_t got;
};

/* One kind of message: how many came in, and how late. */
struct kind {
    uint64_t sent, came;
    uint32_t *late;
    uint64_t latest_us;
};

extern struct member members[MOST_MEMBERS];
extern int ready_count, gone_count, refused_count;
extern uint64_t acknowledged;
extern char first_refusal[256];
/* How refusals and acknowledgements of a message begin. */
extern char refusal[64], acknowledgement[64];
/* By the letter of the kind, from 'a'. */
extern struct kind kinds[26];
extern int port, poller;

void open_members(struct group *group, int count);
bool open_more(int most_opening);
/* Handles what has come in, waiting at most so long. */
void turn(int64_t wait_ns);
void publish(struct member *member, char kind, uint64_t at_ns, const char *argument);
const char *argument_of(const struct member *member);
/* Called for each message that a member gets. */
extern void (*on_message)(struct member *member, char kind, uint64_t at_ns);

uint64_t now_ns(void);
struct times { double server, database, load, all; uint64_t at_ns; };
struct times read_times(int server, int database);
void note_late(struct kind *kind, uint64_t late_ns);
double late_ms(const struct kind *kind, double share);
void forget(struct kind *kind);
void die(const char *why);
