// The entry of the instruction set at hand.

const ck_kernels KERNELS = {
    .lanes = LANES,
    .vectors = VECTORS,
    .multiply = multiply,
    .depthwise = depthwise,
    .maximum = maximum,
    .rearrange = rearrange,
    .weave_rows = weave_rows,
    .combine_rows = combine_rows,
    .combine_columns = combine_columns,
    .filter_columns = filter_columns,
    .premultiply = premultiply,
    .unpremultiply = unpremultiply,
    .flatten = flatten,
    .encode_light = encode_light,
};
