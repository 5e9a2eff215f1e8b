// judge png: for each file named on standard input, prints whether libpng reads
// it whole, with every checksum, the order of the chunks that decide on pixels,
// and no benign error borne: "accepted" or "refused".
//
// judge run SECONDS PROGRAM [OPTION]...: for each line IN<tab>OUT<tab>ERR there,
// runs PROGRAM OPTION... IN OUT with standard error into ERR, and prints its exit
// status, or minus the signal that ended it, its peak memory in KB, and the
// milliseconds and those of processors that it took. It is killed after so many seconds.

#define _GNU_SOURCE
#include <fcntl.h>
#include <png.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) { (void)png, (void)message; }

static int read_png(FILE *file) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
  png_infop info = png_create_info_struct(png);
  png_bytep volatile row = NULL;
  int is_read = 0;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_init_io(png, file);
    png_set_benign_errors(png, 0);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_read_info(png, info);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    row = malloc(png_get_rowbytes(png, info));
    for (int pass = 0; pass < passes; pass++) {
      for (png_uint_32 y = 0; y < png_get_image_height(png, info); y++) {
        png_read_row(png, row, NULL);
      }
    }
    png_read_end(png, info);
    is_read = 1;
  }
  free(row);
  png_destroy_read_struct(&png, &info, NULL);
  return is_read;
}

static void judge(char *name) {
  FILE *file = fopen(name, "rb");
  puts(file != NULL && read_png(file) ? "accepted" : "refused");
  if (file != NULL) fclose(file);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void run(char **words, int count, char *line, unsigned seconds) {
  words[count] = strtok(line, "\t");
  words[count + 1] = strtok(NULL, "\t");
  char *messages = strtok(NULL, "\t");
  words[count + 2] = NULL;
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    dup2(open(messages, O_WRONLY | O_CREAT | O_TRUNC, 0666), STDERR_FILENO);
    dup2(open("/dev/null", O_RDWR), STDOUT_FILENO);
    struct rlimit limit = {seconds, seconds};
    setrlimit(RLIMIT_CPU, &limit);
    alarm(4 * seconds);
    execv(words[0], words);
    _exit(127);
  }
  int status;
  struct rusage usage;
  wait4(child, &status, 0, &usage);
  int result = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  double processor = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
                     (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
  printf("%d %ld %.1f %.1f\n", result, usage.ru_maxrss, now() - start, processor);
  // Who asks for one run at a time waits for its line.
  fflush(stdout);
}

int main(int count, char **words) {
  char line[3 * 4096];
  unsigned seconds = count > 2 ? (unsigned)atoi(words[2]) : 0;
  char *command[64];
  for (int i = 3; i < count && i < 60; i++) command[i - 3] = words[i];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    if (count == 2) judge(line);
    else run(command, count - 3, line, seconds);
  }
  return 0;
}
