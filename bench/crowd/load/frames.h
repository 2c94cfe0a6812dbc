/* Between the sockets and the frames that come through them. */
#pragma once
#include "load.h"

void take_bytes(struct member *member, const char *bytes, size_t length);
/* So many bytes of a known frame were thrown away by the system. */
void skip_bytes(struct member *member, size_t length);
bool begins(const char *bytes, size_t length, const char *with);
void refused(const char *bytes, size_t length);
void drop_kept(struct member *member);
/* A whole frame came while the member waits to be greeted. */
void greeted(struct member *member, const char *frame);
void send_text(struct member *member, const char *text, size_t length);
void send_frame(struct member *member, unsigned char first, const char *payload, size_t length);
void leave(struct member *member, const char *why);
