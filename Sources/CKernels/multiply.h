// The product of input rows and a panel of weights, a tile of ROWS positions
// by VECTORS vectors of output channels at a time, held in registers.

typedef struct {
  const float *inputs[ROWS];
  float *outputs[ROWS];
  int64_t last_lanes;  // the lanes of the last vector that are channels
} tile_ends;

// Reads or writes the tile's outputs, of which the last vector may be partial.
static inline __attribute__((always_inline)) vec load_output(
    const tile_ends *ends, int row, int vector, int last) {
  const float *from = ends->outputs[row] + vector * LANES;
  int whole = vector != last || ends->last_lanes == LANES;
  return whole ? load(from) : load_lanes(from, ends->last_lanes);
}

static inline __attribute__((always_inline)) void store_output(
    const tile_ends *ends, int row, int vector, int last, vec value) {
  float *to = ends->outputs[row] + vector * LANES;
  int whole = vector != last || ends->last_lanes == LANES;
  if (whole) store(to, value);
  else store_lanes(to, value, ends->last_lanes);
}

// One tile. Inlined into multiply_tile with `rows` and `vectors` constant, so
// that the loops over them unroll and the sums stay in registers.
static inline __attribute__((always_inline)) void tile(
    const int rows, const int vectors, const tile_ends *ends, const ck_run *runs,
    int64_t run_count, const float *panel, ck_mode mode) {
  const float *inputs[ROWS];
  vec sums[ROWS][VECTORS];
  for (int r = 0; r < rows; r++) {
    inputs[r] = ends->inputs[r];
    for (int v = 0; v < vectors; v++) {
      sums[r][v] = mode == CK_ACCUMULATE ? load_output(ends, r, v, vectors - 1) : (vec)0;
    }
  }
  for (const ck_run *run = runs; run < runs + run_count; run++) {
    const float *weights = panel + run->row * vectors * LANES;
    for (int64_t k = run->input; k < run->input + run->length; k++) {
      vec weight[VECTORS];
      for (int v = 0; v < vectors; v++) weight[v] = load(weights + v * LANES);
      weights += vectors * LANES;
      for (int r = 0; r < rows; r++) {
        vec value = inputs[r][k];
        for (int v = 0; v < vectors; v++) {
          sums[r][v] = MULTIPLY_ADD(value, weight[v], sums[r][v]);
        }
      }
    }
  }
  for (int r = 0; r < rows; r++) {
    for (int v = 0; v < vectors; v++) store_output(ends, r, v, vectors - 1, sums[r][v]);
  }
}

#define TILE(rows, vectors)                                            \
  case (vectors) * (ROWS + 1) + (rows):                                \
    tile(rows, vectors, ends, runs, run_count, panel, mode);           \
    break;
#define TILES_OF(rows) TILE(rows, 1) TILE(rows, 2) TILES_OF_THREE(rows)
#if VECTORS >= 3
#define TILES_OF_THREE(rows) TILE(rows, 3)
#else
#define TILES_OF_THREE(rows)
#endif

static void multiply_tile(
    int64_t rows, int64_t vectors, const tile_ends *ends, const ck_run *runs,
    int64_t run_count, const float *panel, ck_mode mode) {
  switch (vectors * (ROWS + 1) + rows) {
    TILES_OF(1) TILES_OF(2) TILES_OF(3) TILES_OF(4)
#if ROWS > 4
    TILES_OF(5) TILES_OF(6)
#endif
#if ROWS > 6
    TILES_OF(7) TILES_OF(8)
#endif
  }
}

static void multiply(
    const ck_box *box, int64_t first, int64_t count, const ck_run *runs, int64_t run_count,
    const float *panel, int64_t channels, ck_mode mode) {
  int64_t vectors = (channels + LANES - 1) / LANES;
  tile_ends ends = {.last_lanes = channels - (vectors - 1) * LANES};
  int64_t index[4];
  const float *input = box->input;
  float *output = box->output;
  for (int axis = 3; axis >= 0; axis--) {
    index[axis] = first % box->extents[axis];
    first /= box->extents[axis];
    input += index[axis] * box->input_steps[axis];
    output += index[axis] * box->output_steps[axis];
  }
  while (count > 0) {
    // The last two tiles share their rows evenly: the sums of a few are too few
    // to keep the processor busy.
    int64_t rows = count >= 2 * ROWS ? ROWS : count > ROWS ? (count + 1) / 2 : count;
    for (int64_t r = 0; r < rows; r++) {
      ends.inputs[r] = input;
      ends.outputs[r] = output;
      for (int axis = 3; axis >= 0; axis--) {
        input += box->input_steps[axis];
        output += box->output_steps[axis];
        if (++index[axis] < box->extents[axis]) break;
        index[axis] = 0;
        input -= box->extents[axis] * box->input_steps[axis];
        output -= box->extents[axis] * box->output_steps[axis];
      }
    }
    multiply_tile(rows, vectors, &ends, runs, run_count, panel, mode);
    count -= rows;
  }
}
