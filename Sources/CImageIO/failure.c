#include "internal.h"

void set_failure(cio_failure *failure, cio_cause cause, int error_number, int64_t row,
                 const char *message) {
  failure->cause = cause;
  failure->error_number = error_number;
  failure->row = row;
  failure->pass = 0;
  failure->position = -1;
  failure->chunk = 0;
  failure->is_checksum = false;
  size_t length = 0;
  for (; message[length] != 0 && length + 1 < sizeof failure->message; length++) {
    char byte = message[length];
    failure->message[length] = byte >= 0x20 && byte < 0x7f ? byte : '?';
  }
  failure->message[length] = 0;
}
