#define _GNU_SOURCE
#include "load.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Buckets of 10 us, up to 20 s. */
#define BUCKETS 2000000

uint64_t now_ns(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000ull + at.tv_nsec;
}

void die(const char *why) {
    perror(why);
    exit(1);
}

/* The fields of /proc/PID/stat that count: the parent, then utime, stime, cutime, cstime in ticks. */
static bool stat_of(int pid, int *parent, double ticks[4]) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file) return false;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    char *after = strrchr(text, ')');
    return after && sscanf(after + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lf %lf %lf %lf", parent, &ticks[0],
                           &ticks[1], &ticks[2], &ticks[3]) == 5;
}

/* Of PostgreSQL: its first process, those that it has started, and those of them that have ended. */
static double database_ticks(int pid) {
    double sum = 0, ticks[4];
    int parent;
    DIR *all = opendir("/proc");
    for (struct dirent *one; all && (one = readdir(all));) {
        int each = atoi(one->d_name);
        if (each <= 0 || !stat_of(each, &parent, ticks)) continue;
        if (each == pid) sum += ticks[0] + ticks[1] + ticks[2] + ticks[3];
        else if (parent == pid) sum += ticks[0] + ticks[1];
    }
    if (all) closedir(all);
    return sum;
}

static double machine_ticks(void) {
    double t[8] = {0};
    FILE *file = fopen("/proc/stat", "r");
    if (!file) return 0;
    if (fscanf(file, "cpu %lf %lf %lf %lf %lf %lf %lf %lf", t, t + 1, t + 2, t + 3, t + 4, t + 5, t + 6, t + 7) != 8)
        t[0] = 0;
    fclose(file);
    return t[0] + t[1] + t[2] + t[5] + t[6] + t[7];
}

/* Seconds of processor time that were used so far, by whom. */
struct times read_times(int server, int database) {
    double tick = sysconf(_SC_CLK_TCK), ticks[4] = {0};
    int parent;
    struct rusage own;
    struct times times = {.at_ns = now_ns()};
    if (stat_of(server, &parent, ticks)) times.server = (ticks[0] + ticks[1]) / tick;
    if (database > 0) times.database = database_ticks(database) / tick;
    getrusage(RUSAGE_SELF, &own);
    times.load = own.ru_utime.tv_sec + own.ru_stime.tv_sec + (own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6;
    times.all = machine_ticks() / tick;
    return times;
}

void note_late(struct kind *kind, uint64_t late_ns) {
    uint64_t bucket = late_ns / 10000;
    if (!kind->late && !(kind->late = calloc(BUCKETS, sizeof *kind->late))) die("calloc");
    kind->late[bucket < BUCKETS ? bucket : BUCKETS - 1] += 1;
    if (late_ns / 1000 > kind->latest_us) kind->latest_us = late_ns / 1000;
}

/* The lateness below which this share of the messages came; -1 where none came. */
double late_ms(const struct kind *kind, double share) {
    uint64_t all = 0, seen = 0;
    if (!kind->late) return -1;
    for (int i = 0; i < BUCKETS; i++) all += kind->late[i];
    if (all == 0) return -1;
    for (int i = 0; i < BUCKETS; i++)
        if ((seen += kind->late[i]) >= all * share) return (i + 1) / 100.0;
    return -1;
}

void forget(struct kind *kind) {
    if (kind->late) memset(kind->late, 0, BUCKETS * sizeof *kind->late);
    kind->sent = kind->came = kind->latest_us = 0;
}
