#include "include/report_page.h"

// C23, and of compilers for C17 an extension that they know.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t document[] = {
#embed "page/page.html"
};

static const uint8_t style[] = {
#embed "page/page.css"
    ,
#embed "page/list.css"
    ,
#embed "page/stage.css"
};

static const uint8_t script[] = {
#embed "page/report.js"
    ,
#embed "page/list.js"
    ,
#embed "page/lens.js"
    ,
#embed "page/stage.js"
    ,
#embed "page/figures.js"
    ,
#embed "page/marks.js"
    ,
#embed "page/page.js"
};

crp_part crp_document(void) { return (crp_part){document, sizeof document}; }

crp_part crp_style(void) { return (crp_part){style, sizeof style}; }

crp_part crp_script(void) { return (crp_part){script, sizeof script}; }
