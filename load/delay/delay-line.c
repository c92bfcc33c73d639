/*
 * A cable with a delay and a rate, for kernels without netem: two TUN devices, and what goes into
 * one comes out of the other so much later. Whoever starts it puts each device where it belongs.
 *
 * delay-line NEAR FAR MICROSECONDS MBITS_PER_SECOND: makes both devices, prints "ready", runs until it is ended.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PACKET_BYTES_MAX 16384
/* Packets under way in one direction: beyond them they are dropped, as a full cable would. */
#define PACKET_COUNT_MAX 8192

struct packet {
  uint64_t due;
  size_t length;
  char bytes[PACKET_BYTES_MAX];
};

struct line {
  int from, to;
  size_t first, count;
  /* Nanoseconds at which the last packet has left. */
  uint64_t free;
  struct packet *packets;
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static uint64_t now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (uint64_t)at.tv_sec * 1000000000 + (uint64_t)at.tv_nsec;
}

static int open_device(const char *name) {
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  struct ifreq wanted = {0};
  wanted.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (strlen(name) >= sizeof wanted.ifr_name) die("name");
  strcpy(wanted.ifr_name, name);
  if (device < 0 || ioctl(device, TUNSETIFF, &wanted) < 0) die(name);
  return device;
}

/* Takes what has come. */
static void take(struct line *line, uint64_t delay, uint64_t rate) {
  char spare[PACKET_BYTES_MAX];
  for (;;) {
    int full = line->count == PACKET_COUNT_MAX;
    struct packet *packet = &line->packets[(line->first + line->count) % PACKET_COUNT_MAX];
    ssize_t length = read(line->from, full ? spare : packet->bytes, PACKET_BYTES_MAX);
    if (length < 0) {
      /* A device that is not up yet has nothing to give. */
      if (errno != EAGAIN && errno != EIO && errno != EBADFD) die("read");
      return;
    }
    if (full) continue;
    packet->length = (size_t)length;
    uint64_t at = now();
    if (line->free < at) line->free = at;
    line->free += (uint64_t)length * 8 * 1000 / rate;
    packet->due = line->free + delay;
    line->count++;
  }
}

/* Gives what is due; nanoseconds until the next is. */
static int64_t give(struct line *line) {
  while (line->count > 0) {
    struct packet *packet = &line->packets[line->first];
    int64_t left = (int64_t)(packet->due - now());
    if (left > 0) return left;
    if (write(line->to, packet->bytes, packet->length) < 0 && errno != EIO && errno != ENOBUFS &&
        errno != EAGAIN)
      die("write");
    line->first = (line->first + 1) % PACKET_COUNT_MAX;
    line->count--;
  }
  return 1000000000;
}

int main(int count, char **words) {
  if (count != 5) {
    fprintf(stderr, "usage: delay-line NEAR FAR MICROSECONDS MBITS_PER_SECOND\n");
    return 2;
  }
  int near = open_device(words[1]), far = open_device(words[2]);
  uint64_t delay = (uint64_t)atoll(words[3]) * 1000, rate = (uint64_t)atoll(words[4]);
  if (rate == 0) return 2;
  struct line lines[2] = {{.from = near, .to = far}, {.from = far, .to = near}};
  for (int index = 0; index < 2; index++) {
    lines[index].packets = malloc(PACKET_COUNT_MAX * sizeof(struct packet));
    if (lines[index].packets == NULL) die("malloc");
  }
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    int64_t wait = 1000000000;
    for (int index = 0; index < 2; index++) {
      take(&lines[index], delay, rate);
      int64_t left = give(&lines[index]);
      if (left < wait) wait = left;
    }
    struct pollfd ready[2] = {{.fd = near, .events = POLLIN}, {.fd = far, .events = POLLIN}};
    struct timespec timeout = {.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
    if (ppoll(ready, 2, &timeout, NULL) < 0 && errno != EINTR) die("ppoll");
  }
}
