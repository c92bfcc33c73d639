/*
 * The floor of what forwarding TCP costs: one thread, one epoll, one read and one write for each
 * piece, no timeouts, no log, no TLS. What a relay adds to this is its own.
 *
 * floor PORT TARGET_PORT: accepts on 127.0.0.1:PORT and dials 127.0.0.1:TARGET_PORT for each.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_BYTES 65536
#define EVENT_COUNT 64

/* One side of a pair: its socket, and what was read from it and waits for the other side. */
struct side {
  int fd;
  int ended;
  uint32_t wanted;
  size_t start, end;
  char bytes[BUFFER_BYTES];
};

struct pair {
  struct side sides[2];
};

static int loop;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static struct sockaddr_in local(const char *port) {
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)atoi(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/* The pair's address with the number of the side in its lowest bit. */
static void watch(struct pair *pair, int number, int operation) {
  struct side *own = &pair->sides[number], *other = &pair->sides[1 - number];
  uint32_t events = 0;
  if (own->start == own->end && !own->ended) events |= EPOLLIN;
  if (other->start < other->end) events |= EPOLLOUT;
  if (operation == EPOLL_CTL_MOD && own->wanted == events) return;
  struct epoll_event event = {.events = events, .data.u64 = (uintptr_t)pair | (unsigned)number};
  if (epoll_ctl(loop, operation, own->fd, &event) < 0) die("epoll_ctl");
  own->wanted = events;
}

/* Reads from one side where nothing waits, writes to the other; -1 when the pair is over. */
static int move(struct side *from, struct side *to) {
  if (from->start == from->end && !from->ended) {
    ssize_t count = read(from->fd, from->bytes, BUFFER_BYTES);
    if (count < 0) return errno == EAGAIN ? 0 : -1;
    if (count == 0) {
      from->ended = 1;
      shutdown(to->fd, SHUT_WR);
      return to->ended ? -1 : 0;
    }
    from->start = 0;
    from->end = (size_t)count;
  }
  if (from->start == from->end) return 0;
  ssize_t count = write(to->fd, from->bytes + from->start, from->end - from->start);
  if (count < 0) return errno == EAGAIN ? 0 : -1;
  from->start += (size_t)count;
  return 0;
}

static void ready_socket(int fd) {
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0) die("fcntl");
}

static void open_pair(int listener, const struct sockaddr_in *target) {
  struct pair *pair = calloc(1, sizeof *pair);
  if (pair == NULL) die("calloc");
  pair->sides[0].fd = accept(listener, NULL, NULL);
  pair->sides[1].fd = socket(AF_INET, SOCK_STREAM, 0);
  if (pair->sides[0].fd < 0) die("accept");
  if (connect(pair->sides[1].fd, (const struct sockaddr *)target, sizeof *target) < 0) die("connect");
  for (int number = 0; number < 2; number++) {
    ready_socket(pair->sides[number].fd);
    watch(pair, number, EPOLL_CTL_ADD);
  }
}

static void serve(struct pair *pair, int number, uint32_t events) {
  struct side *own = &pair->sides[number], *other = &pair->sides[1 - number];
  int over = 0;
  if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) over |= move(own, other);
  if (events & EPOLLOUT) over |= move(other, own);
  if (over == 0) {
    watch(pair, 0, EPOLL_CTL_MOD);
    watch(pair, 1, EPOLL_CTL_MOD);
    return;
  }
  /* The memory stays: another event of this round may still name the pair. */
  close(own->fd);
  close(other->fd);
}

int main(int count, char **words) {
  if (count != 3) {
    fprintf(stderr, "usage: floor PORT TARGET_PORT\n");
    return 2;
  }
  int one = 1;
  struct sockaddr_in address = local(words[1]), target = local(words[2]);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) die("bind");
  if (listen(listener, 512) < 0) die("listen");
  loop = epoll_create1(0);
  struct epoll_event accepting = {.events = EPOLLIN, .data.u64 = 0};
  if (epoll_ctl(loop, EPOLL_CTL_ADD, listener, &accepting) < 0) die("epoll_ctl");
  for (;;) {
    struct epoll_event events[EVENT_COUNT];
    int ready = epoll_wait(loop, events, EVENT_COUNT, -1);
    for (int index = 0; index < ready; index++) {
      uint64_t name = events[index].data.u64;
      if (name == 0) open_pair(listener, &target);
      else serve((struct pair *)(uintptr_t)(name & ~(uint64_t)1), (int)(name & 1), events[index].events);
    }
  }
}
