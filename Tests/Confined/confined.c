// Gives up rights and tries what they were for:
//
//     confined files|calls|both FOLDER
//
// Beside FOLDER, which may be written, stands FOLDER.other with a file in it. Each
// line of the output is what was tried and why it failed, if it did.

#define _GNU_SOURCE
#include <CSandbox.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *folder;

static const char *path(const char *rest) {
  static char paths[4][4096];
  static int turn;
  char *path = paths[turn++ % 4];
  snprintf(path, sizeof paths[0], "%s%s", folder, rest);
  return path;
}

static void tell(const char *what, int result) {
  printf("%s: %s\n", what, result >= 0 ? "done" : strerrorname_np(errno));
}

static int opened(const char *rest, int flags) {
  int descriptor = open(path(rest), flags | O_CLOEXEC, 0666);
  return descriptor < 0 ? -1 : close(descriptor);
}

static void try_files(void) {
  tell("make", opened("/new", O_WRONLY | O_CREAT | O_EXCL));
  tell("make without a name", opened("", O_WRONLY | O_TMPFILE));
  tell("replace", rename(path("/new"), path("/old")));
  tell("cut", truncate(path("/old"), 0));
  tell("make a folder", mkdir(path("/inner"), 0777));
  tell("make in it", opened("/inner/new", O_WRONLY | O_CREAT));
  tell("remove", unlink(path("/old")));
  tell("make a link", symlink("x", path("/link")));
  tell("make a pipe", mkfifo(path("/pipe"), 0666));
  tell("read elsewhere", opened(".other/file", O_RDONLY));
  tell("write elsewhere", opened(".other/file", O_WRONLY));
  tell("make elsewhere", opened(".other/new", O_WRONLY | O_CREAT));
  tell("cut elsewhere", truncate(path(".other/file"), 0));
  tell("remove elsewhere", unlink(path(".other/file")));
  tell("move from elsewhere", rename(path(".other/file"), path("/moved")));
  tell("move to elsewhere", rename(path("/inner/new"), path(".other/moved")));
  tell("make a folder elsewhere", mkdir(path(".other/inner"), 0777));
  tell("write through a link", opened("/leading", O_WRONLY));
}

/// Runs a program in a child, and sets errno as it failed.
static int run(int descriptor) {
  char *arguments[] = {"true", NULL}, *environment[] = {NULL};
  pid_t child = fork();
  if (child == 0) {
    if (descriptor >= 0) {
      fexecve(descriptor, arguments, environment);
    } else {
      execve("/bin/true", arguments, environment);
    }
    _exit(errno);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) < 0) return -1;
  errno = WEXITSTATUS(status);
  return errno == 0 ? 0 : -1;
}

static int run_from_memory(void) {
  int program = open("/bin/true", O_RDONLY), memory = memfd_create("true", 0);
  char bytes[4096];
  for (ssize_t count; (count = read(program, bytes, sizeof bytes)) > 0;) {
    if (write(memory, bytes, (size_t)count) != count) return -1;
  }
  return run(memory);
}

static int connect_to(int type) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int descriptor = socket(AF_INET, type, 0);
  if (descriptor < 0) return -1;
  return connect(descriptor, (struct sockaddr *)&address, sizeof address);
}

static void try_calls(void) {
  tell("run", run(-1));
  tell("run from memory", run_from_memory());
  tell("connect by TCP", connect_to(SOCK_STREAM));
  tell("connect by UDP", connect_to(SOCK_DGRAM));
  tell("be traced", (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void *try_in_a_thread(void *unused) {
  tell("write elsewhere in a thread", opened(".other/file", O_WRONLY));
  tell("run in a thread", run(-1));
  return unused;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  folder = arguments[2];
  bool gives_up_files = strcmp(arguments[1], "calls") != 0;
  bool gives_up_calls = strcmp(arguments[1], "files") != 0;
  csb_place place = {csb_open_place(folder, CSB_WRITE_WITHIN), CSB_WRITE_WITHIN};
  if (gives_up_files && !csb_restrict_files(&place, 1)) return 3;
  if (gives_up_calls && !csb_restrict_calls()) return 4;
  if (gives_up_files) try_files();
  try_calls();
  pthread_t thread;
  if (pthread_create(&thread, NULL, try_in_a_thread, NULL) != 0) return 5;
  pthread_join(thread, NULL);
  return 0;
}
