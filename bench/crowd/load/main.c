#include "load.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

/*
 * Reads commands from standard input, one a line, and answers each that measures with one line of JSON.
 * group PATH HOST, headers FILE, arguments FILE, wait TEXT, then TEXT, say TEXT and members COUNT make sockets ready to
 * be opened; connect, rate, saturate and ask measure.
 */

#define MOST_GROUPS 4
/* With less time than this to the next message it does not sleep. */
#define AWAKE_NS 1200000
#define SECOND 1000000000.0

struct kind kinds[26];
uint64_t acknowledged;
int refused_count;
char first_refusal[256], refusal[64], acknowledgement[64];

static struct group groups[MOST_GROUPS];
static int group_count, server, database;

static void ignore(struct member *member, char kind, uint64_t at_ns) { (void)member, (void)kind, (void)at_ns; }
void (*on_message)(struct member *, char, uint64_t) = ignore;

static struct kind *kind_of(char letter) { return &kinds[letter - 'a']; }

/* The members of a group take turns; those that are gone are passed by. */
static struct member *next_of(struct group *group) {
    static int turns[MOST_GROUPS];
    for (int tries = 0; tries < group->count; tries++) {
        struct member *member = &members[group->first + turns[group - groups]++ % group->count];
        if (member->state == READY) return member;
    }
    die("nobody is left");
    return NULL;
}

static void say(struct group *group, char kind, uint64_t at) {
    struct member *member = next_of(group);
    publish(member, kind, at, argument_of(member));
}

struct phase { struct times from, to; uint64_t acknowledged; int refused; };

static struct phase begin(void) {
    for (int i = 0; i < 26; i++) forget(&kinds[i]);
    for (int i = 0; i < MOST_MEMBERS; i++) members[i].got = 0;
    return (struct phase){.acknowledged = acknowledged, .refused = refused_count, .from = read_times(server, database)};
}

/* How many messages did not come to a member of the group, or came twice. */
static void compare(const struct group *group, uint64_t wanted, uint64_t *missing, uint64_t *doubled) {
    for (int i = group->first; i < group->first + group->count; i++) {
        if (members[i].got < wanted) *missing += wanted - members[i].got;
        else *doubled += members[i].got - wanted;
    }
}

static void print_kind(const char *name, const struct kind *kind) {
    printf(",\"%s\":{\"sent\":%lu,\"came\":%lu,\"p50Ms\":%.2f,\"p95Ms\":%.2f,\"p99Ms\":%.2f,\"maxMs\":%.2f}", name,
           kind->sent, kind->came, late_ms(kind, .5), late_ms(kind, .95), late_ms(kind, .99), kind->latest_us / 1e3);
}

static void print_phase(const struct phase *phase, uint64_t came, uint64_t missing, uint64_t doubled) {
    const struct times *from = &phase->from, *to = &phase->to;
    double span = (to->at_ns - from->at_ns) / SECOND, own = to->server - from->server;
    double others = to->database - from->database, load = to->load - from->load;
    printf("{\"seconds\":%.4f,\"came\":%lu,\"missing\":%lu,\"doubled\":%lu,\"acknowledged\":%lu,\"refused\":%d", span,
           came, missing, doubled, acknowledged - phase->acknowledged, refused_count - phase->refused);
    printf(",\"gone\":%d,\"members\":%d,\"serverCpu\":%.3f,\"databaseCpu\":%.3f,\"loadCpu\":%.3f,\"foreignCpu\":%.3f",
           gone_count, ready_count, own, others, load, to->all - from->all - own - others - load);
}

static void end_line(void) {
    printf("}\n");
    fflush(stdout);
}

/* Ends when `done` holds of what has come, or after so many seconds. */
static void drain(double seconds, bool (*done)(void)) {
    uint64_t end = now_ns() + seconds * SECOND;
    for (uint64_t now; !done() && (now = now_ns()) < end;) turn(end - now < 50000000 ? end - now : 50000000);
}

static bool all_came(void) { return kind_of('m')->came >= kind_of('m')->sent * ready_count; }

static void open_all(int most_opening) {
    struct phase phase = begin();
    while (open_more(most_opening) && refused_count == phase.refused) {
        turn(5000000000);
        if (now_ns() - phase.from.at_ns > 120 * SECOND) break;
    }
    phase.to = read_times(server, database);
    print_phase(&phase, 0, 0, 0);
    end_line();
}

/* Sleeps until something comes or it is time, but never sleeps through a moment that is close. */
static void wait_until(uint64_t next) {
    uint64_t now = now_ns();
    turn(next > now + AWAKE_NS ? next - now - AWAKE_NS : 0);
}

/* Ends early where the server is two seconds behind: it cannot keep up, and more would only make its queue longer. */
static void keep_rate(double rate, double seconds, double drain_seconds) {
    struct phase phase = begin();
    uint64_t start = now_ns(), end = start + seconds * SECOND, sent = 0;
    bool kept_up = true;
    for (uint64_t now; kept_up && (now = now_ns()) < end;) {
        uint64_t next = start + sent * SECOND / rate;
        kept_up = sent < kind_of('m')->came / ready_count + 2 * rate;
        if (next <= now) {
            say(&groups[0], 'm', next);
            sent += 1;
            turn(0);
        } else wait_until(next < end ? next : end);
    }
    phase.to = read_times(server, database);
    uint64_t came = kind_of('m')->came, missing = 0, doubled = 0;
    drain(drain_seconds, all_came);
    compare(&groups[0], kind_of('m')->sent, &missing, &doubled);
    print_phase(&phase, came, missing, doubled);
    printf(",\"keptUp\":%s", kept_up ? "true" : "false");
    print_kind("messages", kind_of('m'));
    end_line();
}

static void fill(int window, double seconds) {
    struct kind *all = kind_of('m');
    uint64_t end = now_ns() + seconds * SECOND;
    for (uint64_t now; (now = now_ns()) < end;) {
        bool is_full = all->sent >= all->came / ready_count + window;
        if (!is_full) say(&groups[0], 'm', now);
        turn(is_full ? 5000000 : 0);
    }
}

/* So many messages are under way at any time. */
static void saturate(int window, double warm_seconds, double seconds, double drain_seconds) {
    struct phase phase = begin();
    fill(window, warm_seconds);
    uint64_t before = kind_of('m')->came;
    phase.from = read_times(server, database);
    fill(window, seconds);
    phase.to = read_times(server, database);
    uint64_t came = kind_of('m')->came - before, missing = 0, doubled = 0;
    drain(drain_seconds, all_came);
    compare(&groups[0], kind_of('m')->sent, &missing, &doubled);
    print_phase(&phase, came, missing, doubled);
    print_kind("messages", kind_of('m'));
    end_line();
}

/* Who asked at which time, for the operator to answer them: by the lower bits of its number. */
#define MOST_QUESTIONS 65536
static struct question { uint64_t at; struct member *asker; } questions[MOST_QUESTIONS];
static int question_count;

static void answer(struct member *member, char kind, uint64_t at) {
    for (int i = question_count - 1; i >= 0 && questions[i].at >= at; i--) {
        if (questions[i].at != at) continue;
        struct member *asker = questions[i].asker;
        int number = (asker - members) - groups[1].first;
        bool is_mine = member->group == &groups[2] && number % groups[2].count == member - members - groups[2].first;
        if (kind == 'q' && is_mine) publish(member, 'a', at, argument_of(asker));
        if (kind == 'a' && member == asker) {
            uint64_t now = now_ns();
            kind_of('r')->came += 1;
            note_late(kind_of('r'), now > at ? now - at : 0);
        }
        return;
    }
}

static uint64_t wanted_by_each;

static bool all_answered(void) {
    uint64_t got = 0;
    for (int i = 0; i < groups[0].count; i++) got += members[groups[0].first + i].got;
    return kind_of('r')->came >= kind_of('q')->sent && got >= wanted_by_each * groups[0].count;
}

/* Questions by group 1, answers by group 2, while group 0 talks; `everybody` hears them too, or only those two. */
static void ask(double rate, double seconds, double drain_seconds, double others, bool everybody) {
    struct phase phase = begin();
    uint64_t start = now_ns(), end = start + seconds * SECOND, asked = 0, said = 0;
    question_count = 0;
    on_message = answer;
    for (uint64_t now; (now = now_ns()) < end;) {
        uint64_t to_ask = start + asked * SECOND / rate;
        uint64_t to_say = others > 0 ? start + 7000000 + said * SECOND / others : UINT64_MAX;
        if (to_say <= now) {
            say(&groups[0], 'm', to_say);
            said += 1;
        } else if (to_ask <= now && question_count < MOST_QUESTIONS) {
            struct member *asker = next_of(&groups[1]);
            questions[question_count++] = (struct question){.at = to_ask, .asker = asker};
            publish(asker, 'q', to_ask, argument_of(asker));
            asked += 1;
        } else wait_until(to_ask < to_say ? to_ask : to_say);
        turn(0);
    }
    phase.to = read_times(server, database);
    // Every question is answered once, by one of group 2.
    wanted_by_each = said + (everybody ? 2 * asked : 0);
    drain(drain_seconds, all_answered);
    for (uint64_t late = now_ns() + SECOND / 5; now_ns() < late;) turn(20000000);
    uint64_t missing = asked - kind_of('r')->came, doubled = 0;
    compare(&groups[0], wanted_by_each, &missing, &doubled);
    on_message = ignore;
    print_phase(&phase, kind_of('m')->came, missing, doubled);
    print_kind("messages", kind_of('m'));
    print_kind("questions", kind_of('q'));
    print_kind("roundTrips", kind_of('r'));
    end_line();
}

/* The lines of a file; a tab in it stands for the end of a header. */
static struct lines read_lines(const char *path) {
    struct lines lines = {0};
    char line[4096];
    FILE *file = fopen(path, "r");
    if (!file) die(path);
    while (fgets(line, sizeof line, file)) {
        char text[4200] = "";
        line[strcspn(line, "\n")] = 0;
        for (char *at = line, *part; (part = strsep(&at, "\t"));) {
            strcat(text, part);
            if (at) strcat(text, "\r\n");
        }
        lines.line = realloc(lines.line, (lines.count + 1) * sizeof *lines.line);
        if (!lines.line || !(lines.line[lines.count++] = strdup(text))) die("memory");
    }
    fclose(file);
    return lines;
}

static void obey(const char *command, const char *rest) {
    struct group *group = &groups[group_count > 0 ? group_count - 1 : 0];
    double n[5] = {0};
    sscanf(rest, "%lf %lf %lf %lf %lf", n, n + 1, n + 2, n + 3, n + 4);
    if (!strcmp(command, "port")) port = n[0];
    else if (!strcmp(command, "server")) server = n[0];
    else if (!strcmp(command, "database")) database = n[0];
    else if (!strcmp(command, "refusal")) snprintf(refusal, sizeof refusal, "%s", rest);
    else if (!strcmp(command, "acknowledgement")) snprintf(acknowledgement, sizeof acknowledgement, "%s", rest);
    else if (!strcmp(command, "group") && group_count < MOST_GROUPS)
        sscanf(rest, "%255s %127s", groups[group_count].path, groups[group_count].host), group_count += 1;
    else if (!strcmp(command, "headers")) group->headers = read_lines(rest);
    else if (!strcmp(command, "arguments")) group->arguments = read_lines(rest);
    else if (!strcmp(command, "wait") && group->step_count < MOST_STEPS)
        snprintf(group->steps[group->step_count++].wait, sizeof group->steps[0].wait, "%s", rest);
    else if (!strcmp(command, "then") && group->step_count > 0)
        snprintf(group->steps[group->step_count - 1].then, sizeof group->steps[0].then, "%s", rest);
    else if (!strcmp(command, "say")) snprintf(group->say, sizeof group->say, "%s", rest);
    else if (!strcmp(command, "members")) open_members(group, n[0]);
    else if (!strcmp(command, "connect")) open_all(n[0]);
    else if (!strcmp(command, "rate")) keep_rate(n[0], n[1], n[2]);
    else if (!strcmp(command, "saturate")) saturate(n[0], n[1], n[2], n[3]);
    else if (!strcmp(command, "ask")) ask(n[0], n[1], n[2], n[3], n[4] > 0);
    else die(command);
    if (first_refusal[0]) fprintf(stderr, "refused: %s\n", first_refusal);
    first_refusal[0] = 0;
}

/* The next line of standard input, or NULL at its end; the sockets are read meanwhile. */
static char *next_line(void) {
    static char buffer[16384], line[4096];
    static size_t length;
    for (;;) {
        char *end = memchr(buffer, '\n', length);
        if (end && end - buffer < (int)sizeof line) {
            size_t taken = end - buffer + 1;
            memcpy(line, buffer, taken - 1);
            line[taken - 1] = 0;
            memmove(buffer, buffer + taken, length -= taken);
            return line;
        }
        if (length == sizeof buffer) die("too long a line");
        struct pollfd input = {.fd = 0, .events = POLLIN};
        while (poll(&input, 1, 0) == 0) turn(10000000);
        ssize_t more = read(0, buffer + length, sizeof buffer - length);
        if (more <= 0) return NULL;
        length += more;
    }
}

int main(void) {
    poller = epoll_create1(0);
    for (char *line; (line = next_line());) {
        char *rest = strchr(line, ' ');
        if (rest) *rest++ = 0;
        obey(line, rest ? rest : "");
    }
    return 0;
}
