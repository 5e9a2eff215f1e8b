// The page by which people look at a report of compared folders.

#ifndef CRP_REPORT_PAGE_H
#define CRP_REPORT_PAGE_H

#include <stddef.h>
#include <stdint.h>

// The bytes of a part.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} crp_part;

// The page: a document with one place each for its policy, its style, its script and what the
// report says.
crp_part crp_document(void);

// The style sheet.
crp_part crp_style(void);

// The script.
crp_part crp_script(void);

#endif
