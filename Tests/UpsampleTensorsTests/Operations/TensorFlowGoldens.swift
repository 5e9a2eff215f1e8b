// Made by make_goldens.py; edit that instead.

/// Results of TensorFlow 2.21.0.
let tensorFlowGoldens: [TensorFlowGolden] = [
  TensorFlowGolden(
    operation: "conv2d", value: [1, 4, 5, 2], filter: [3, 2, 2, 2],
    arguments: [
      "strides": "1,2,1,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 5, 2],
    scalars: [
      33, 25, -27, -1, -21, -16, -15, 13, 19, 14, -15, 8, 6, 30, 5,
      -14, 4, -14, -12, 4,
    ]),
  TensorFlowGolden(
    operation: "conv2d", value: [2, 4, 4, 1], filter: [2, 3, 1, 2],
    arguments: [
      "strides": "1,1,1,1",
      "padding": "VALID",
    ],
    shape: [2, 3, 2, 2],
    scalars: [
      21, -3, -9, -15, 0, -18, -8, 36, 12, 0, 4, -45, -8, 36, -5,
      2, 4, -45, 7, 20, -17, 39, -14, 5,
    ]),
  TensorFlowGolden(
    operation: "conv2d", value: [1, 5, 4, 1], filter: [3, 3, 1, 1],
    arguments: [
      "strides": "1,2,1,1",
      "padding": "0,0,1,2,0,1,0,0",
    ],
    shape: [1, 3, 3, 1],
    scalars: [
      -33, 42, -18, -46, 31, -9, -39, 6, -11,
    ]),
  TensorFlowGolden(
    operation: "conv2d", value: [1, 7, 6, 1], filter: [2, 3, 1, 1],
    arguments: [
      "strides": "1,1,1,1",
      "padding": "SAME",
      "dilations": "1,3,2,1",
    ],
    shape: [1, 7, 6, 1],
    scalars: [
      11, 7, -15, 6, 16, -6, 10, -8, -6, 6, 25, -29, 23, -28, -11,
      34, 9, -23, -8, -26, 6, 7, -29, -6, -28, 9, 34, -9, -23, 22,
      -5, 14, -3, -23, 0, 12, -1, 18, 9, -11, 6, 18,
    ]),
  TensorFlowGolden(
    operation: "conv2d", value: [1, 8, 8, 1], filter: [2, 2, 1, 1],
    arguments: [
      "strides": "1,4,4,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 2, 1],
    scalars: [
      40, -17, -9, 0,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 3, 3, 1], filter: [2, 2, 3, 1],
    arguments: [
      "output_shape": "1,5,5,3",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 5, 5, 3],
    scalars: [
      20, -5, 15, -10, 10, -15, -8, 2, -6, 4, -4, 6, 8, -2, 6,
      5, -20, 0, 20, -5, 15, -2, 8, 0, -8, 2, -6, 2, -8, 0,
      -20, 5, -15, 10, -10, 15, -4, 1, -3, 2, -2, 3, 12, -3, 9,
      -5, 20, 0, -20, 5, -15, -1, 4, 0, -4, 1, -3, 3, -12, 0,
      -16, 4, -12, 8, -8, 12, 0, 0, 0, 0, 0, 0, 16, -4, 12,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 3, 3, 1], filter: [2, 2, 3, 1],
    arguments: [
      "output_shape": "1,6,6,3",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 6, 6, 3],
    scalars: [
      20, -5, 15, -10, 10, -15, -8, 2, -6, 4, -4, 6, 8, -2, 6,
      -4, 4, -6, 5, -20, 0, 20, -5, 15, -2, 8, 0, -8, 2, -6,
      2, -8, 0, 8, -2, 6, -20, 5, -15, 10, -10, 15, -4, 1, -3,
      2, -2, 3, 12, -3, 9, -6, 6, -9, -5, 20, 0, -20, 5, -15,
      -1, 4, 0, -4, 1, -3, 3, -12, 0, 12, -3, 9, -16, 4, -12,
      8, -8, 12, 0, 0, 0, 0, 0, 0, 16, -4, 12, -8, 8, -12,
      -4, 16, 0, -16, 4, -12, 0, 0, 0, 0, 0, 0, 4, -16, 0,
      16, -4, 12,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 2, 3, 2], filter: [3, 3, 1, 2],
    arguments: [
      "output_shape": "1,3,6,1",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 3, 6, 1],
    scalars: [
      13, -8, 11, -20, -30, 12, -30, -29, -23, 7, 16, -1, -4, 0, 20,
      -12, -32, 20,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 2, 2, 1], filter: [1, 2, 1, 1],
    arguments: [
      "output_shape": "1,5,6,1",
      "strides": "1,3,3,1",
      "padding": "SAME",
    ],
    shape: [1, 5, 6, 1],
    scalars: [
      20, -5, 0, -8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 8, -2, 0, -20, 5, 0, 0, 0, 0, 0, 0, 0,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 2, 2, 1], filter: [3, 2, 2, 1],
    arguments: [
      "output_shape": "1,6,5,2",
      "strides": "1,2,2,1",
      "padding": "VALID",
    ],
    shape: [1, 6, 5, 2],
    scalars: [
      20, -5, 15, -10, -8, 2, -6, 4, 0, 0, 10, -15, 5, -20, -4,
      6, -2, 8, 0, 0, 8, 18, 1, 11, -20, -3, -13, 4, 0, 0,
      4, -6, 2, -8, -10, 15, -5, 20, 0, 0, 0, 8, -2, 6, 0,
      -20, 5, -15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 3, 3, 1], filter: [3, 3, 1, 1],
    arguments: [
      "output_shape": "1,4,6,1",
      "strides": "1,2,2,1",
      "padding": "0,0,1,2,0,1,0,0",
    ],
    shape: [1, 4, 6, 1],
    scalars: [
      -10, 10, -11, -4, 2, 4, -15, -15, -21, 9, 11, -11, 10, -10, 17,
      -2, -3, 6, -21, 24, -13, 4, 19, -16,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 3, 3, 1], filter: [2, 2, 1, 1],
    arguments: [
      "output_shape": "1,5,6,1",
      "strides": "1,1,1,1",
      "padding": "VALID",
      "dilations": "1,2,3,1",
    ],
    shape: [1, 5, 6, 1],
    scalars: [
      20, -8, 8, -5, 2, -2, -20, -4, 12, 5, 1, -3, -1, -6, 22,
      -6, 4, -8, -15, -3, 9, 10, 2, -6, -12, 0, 12, 8, 0, -8,
    ]),
  TensorFlowGolden(
    operation: "conv2d_transpose", value: [1, 2, 2, 2], filter: [2, 2, 1, 2],
    arguments: [
      "output_shape": "1,1,3,4",
      "strides": "1,1,2,2",
      "padding": "SAME",
      "data_format": "NCHW",
    ],
    shape: [1, 1, 3, 4],
    scalars: [
      21, 17, -11, -12, 13, 9, -13, -14, 12, 14, -20, -15,
    ]),
  TensorFlowGolden(
    operation: "atrous_conv2d", value: [1, 5, 5, 1], filter: [2, 2, 1, 1],
    arguments: [
      "rate": "2",
      "padding": "SAME",
    ],
    shape: [1, 5, 5, 1],
    scalars: [
      8, 9, -20, 6, 12, -8, 25, 8, 13, -14, -2, 17, -11, -17, 16,
      -7, -13, 25, 8, 2, -3, 0, 12, -20, 0,
    ]),
  TensorFlowGolden(
    operation: "atrous_conv2d_transpose", value: [1, 3, 4, 1], filter: [2, 2, 1, 1],
    arguments: [
      "output_shape": "1,5,6,1",
      "rate": "2",
      "padding": "VALID",
    ],
    shape: [1, 5, 6, 1],
    scalars: [
      20, -8, 3, -18, -2, 5, -4, 12, -15, -3, 4, 0, 31, -18, -4,
      12, -5, 5, -3, 9, -10, -6, 8, 0, 12, -9, -5, 21, -2, -10,
    ]),
  TensorFlowGolden(
    operation: "depthwise_conv2d", value: [1, 4, 4, 2], filter: [2, 2, 2, 2],
    arguments: [
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 2, 4],
    scalars: [
      22, 7, -23, 20, -2, -5, 10, -1, 14, 3, -12, -20, -10, -20, 10,
      3,
    ]),
  TensorFlowGolden(
    operation: "depthwise_conv2d_transpose", value: [1, 2, 2, 4], filter: [3, 3, 2, 2],
    arguments: [
      "output_shape": "1,4,4,2",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 4, 4, 2],
    scalars: [
      22, 16, 16, 22, -15, -29, -11, -4, -14, -11, -20, 13, 27, 31, 4,
      -16, 32, -27, 6, -33, -52, -7, 0, 7, -14, 2, -16, -1, 26, 1,
      8, -19,
    ]),
  TensorFlowGolden(
    operation: "conv3d", value: [1, 2, 3, 3, 1], filter: [2, 2, 2, 1, 2],
    arguments: [
      "strides": "1,1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 2, 2, 2],
    scalars: [
      0, 7, 24, -1, -19, 9, 16, -20, -11, -1, 10, 10, 5, -5, -16,
      4,
    ]),
  TensorFlowGolden(
    operation: "conv3d_transpose", value: [1, 1, 2, 2, 1], filter: [2, 3, 3, 1, 1],
    arguments: [
      "output_shape": "1,2,4,3,1",
      "strides": "1,2,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 4, 3, 1],
    scalars: [
      -5, 7, 2, 10, -11, -4, -22, -16, 13, 4, 4, -10, -5, 7, 2,
      10, -11, -4, -22, -16, 13, 4, 4, -10,
    ]),
  TensorFlowGolden(
    operation: "conv3d_transpose", value: [1, 2, 1, 2, 1], filter: [2, 2, 1, 1, 1],
    arguments: [
      "output_shape": "1,3,2,3,1",
      "strides": "1,1,1,2,1",
      "padding": "VALID",
    ],
    shape: [1, 3, 2, 3, 1],
    scalars: [
      20, 0, -8, -5, 0, 2, 23, 0, -26, -12, 0, 9, 6, 0, -15,
      -4, 0, 10,
    ]),
  TensorFlowGolden(
    operation: "max_pool2d", value: [1, 5, 4, 2], filter: nil,
    arguments: [
      "ksize": "1,3,2,1",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 3, 2, 2],
    scalars: [
      -1, 5, 5, 1, 1, 5, 5, 3, 2, 5, 5, 4,
    ]),
  TensorFlowGolden(
    operation: "max_pool2d", value: [1, 3, 4, 1], filter: nil,
    arguments: [
      "ksize": "1,2,3,1",
      "strides": "1,1,2,1",
      "padding": "0,0,1,0,1,2,0,0",
    ],
    shape: [1, 3, 3, 1],
    scalars: [
      2, 5, 5, 2, 5, 5, 3, 4, 0,
    ]),
  TensorFlowGolden(
    operation: "max_pool3d", value: [1, 3, 4, 3, 1], filter: nil,
    arguments: [
      "ksize": "1,2,2,2,1",
      "strides": "1,2,1,2,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 4, 2, 1],
    scalars: [
      5, 5, 5, 4, 4, 3, 3, 2, 5, 1, 4, 0, 3, -1, 2,
      -2,
    ]),
  TensorFlowGolden(
    operation: "avg_pool2d", value: [1, 4, 5, 2], filter: nil,
    arguments: [
      "ksize": "1,2,2,1",
      "strides": "1,2,2,1",
      "padding": "SAME",
    ],
    shape: [1, 2, 3, 2],
    scalars: [
      -1.5, 0, 1.75, 0.5, -2, -0.5, -1.75, -0.25, 1.5, 0.25, 0.5, 2,
    ]),
  TensorFlowGolden(
    operation: "avg_pool3d", value: [1, 3, 4, 3, 1], filter: nil,
    arguments: [
      "ksize": "1,2,2,2,1",
      "strides": "1,1,2,2,1",
      "padding": "VALID",
    ],
    shape: [1, 2, 2, 1, 1],
    scalars: [
      0.125, -0.5, 0.25, -1.75,
    ]),
  TensorFlowGolden(
    operation: "conv1d", value: [1, 6, 2], filter: [3, 2, 2],
    arguments: [
      "strides": "1,2,1",
      "padding": "SAME",
    ],
    shape: [1, 3, 2],
    scalars: [
      10, 18, 0, 14, 14, -21,
    ]),
  TensorFlowGolden(
    operation: "conv1d_transpose", value: [1, 3, 2], filter: [3, 1, 2],
    arguments: [
      "output_shape": "1,5,1",
      "strides": "1,2,1",
      "padding": "SAME",
    ],
    shape: [1, 5, 1],
    scalars: [
      19, 29, 16, 12, -9,
    ]),
]

/// The same of what slides no filter.
let plainGoldens: [PlainGolden] = [
  PlainGolden(
    operation: .biasAdd, value: [1, 2, 2, 3],
    other: [3], numbers: [], shape: [1, 2, 2, 3],
    scalars: [
      -9, 3, -5, 1, 2, -6, 0,
      1, -7, -1, 0, -8,
    ]),
  PlainGolden(
    operation: .relu, value: [2, 5],
    other: nil, numbers: [], shape: [2, 5],
    scalars: [
      0, 2, 0, 5, 1, 0, 4,
      0, 0, 3,
    ]),
  PlainGolden(
    operation: .relu6, value: [2, 7],
    other: nil, numbers: [], shape: [2, 7],
    scalars: [
      0, 4, 0, 6, 2, 0, 6,
      0, 0, 6, 0, 0, 4, 0,
    ]),
  PlainGolden(
    operation: .leakyRelu, value: [2, 5],
    other: nil, numbers: [0.25], shape: [2, 5],
    scalars: [
      -1.25, 2, -0.5, 5, 1, -0.75, 4,
      0, -1, 3,
    ]),
  PlainGolden(
    operation: .prelu, value: [1, 2, 2, 3],
    other: [3], numbers: [], shape: [1, 2, 2, 3],
    scalars: [
      20, 2, 6, 5, 1, 9, 4,
      0, 12, 3, -1, 15,
    ]),
  PlainGolden(
    operation: .sigmoid, value: [2, 6],
    other: nil, numbers: [], shape: [2, 6],
    scalars: [
      0.0066928524, 0.88079709, 0.11920294, 0.99330717, 0.73105854, 0.047425866, 0.98201376,
      0.5, 0.01798621, 0.95257413, 0.26894143, 0.006692851,
    ]),
  PlainGolden(
    operation: .tanh, value: [2, 6],
    other: nil, numbers: [], shape: [2, 6],
    scalars: [
      -0.99990916, 0.96402758, -0.96402758, 0.99990916, 0.76159418, -0.99505472, 0.99932927,
      0, -0.99932927, 0.99505472, -0.76159418, -0.99990916,
    ]),
  PlainGolden(
    operation: .clip, value: [2, 6],
    other: nil, numbers: [-2, 3], shape: [2, 6],
    scalars: [
      -2, 2, -2, 3, 1, -2, 3,
      0, -2, 3, -1, -2,
    ]),
  PlainGolden(
    operation: .add, value: [2, 3],
    other: [3], numbers: [], shape: [2, 3],
    scalars: [
      -9, 3, -5, 1, 2, -6,
    ]),
  PlainGolden(
    operation: .subtract, value: [2, 3],
    other: [2, 1], numbers: [], shape: [2, 3],
    scalars: [
      -1, 6, 2, 4, 0, -4,
    ]),
  PlainGolden(
    operation: .multiply, value: [1, 3],
    other: [2, 1], numbers: [], shape: [2, 3],
    scalars: [
      20, -8, 8, -5, 2, -2,
    ]),
  PlainGolden(
    operation: .maximum, value: [2, 3],
    other: [2, 3], numbers: [], shape: [2, 3],
    scalars: [
      -4, 2, -2, 5, 1, 3,
    ]),
  PlainGolden(
    operation: .mean, value: [1, 2, 4, 2],
    other: nil, numbers: [1, 2], shape: [1, 2],
    scalars: [
      0, 0.125,
    ]),
  PlainGolden(
    operation: .depthToSpace, value: [1, 1, 2, 8],
    other: nil, numbers: [2], shape: [1, 2, 4, 2],
    scalars: [
      -5, 2, -2, 5, -4, 3, -1,
      -5, 1, -3, 4, 0, 2, -2,
      5, 1,
    ]),
  PlainGolden(
    operation: .spaceToDepth, value: [1, 2, 4, 2],
    other: nil, numbers: [2], shape: [1, 1, 2, 8],
    scalars: [
      -5, 2, -2, 5, -4, 3, -1,
      -5, 1, -3, 4, 0, 2, -2,
      5, 1,
    ]),
  PlainGolden(
    operation: .pad, value: [2, 3],
    other: nil, numbers: [1, 0, 2, 1], shape: [3, 6],
    scalars: [
      -3, 1, 5, 1, -3, 1, -2,
      2, -5, 2, -2, 2, -3, 1,
      5, 1, -3, 1,
    ]),
  PlainGolden(
    operation: .crop, value: [3, 4],
    other: nil, numbers: [1, 0, 1, 2], shape: [2, 1],
    scalars: [
      -3, 3,
    ]),
  PlainGolden(
    operation: .concat, value: [2, 2],
    other: [2, 1], numbers: [1], shape: [2, 3],
    scalars: [
      -5, 2, -4, -2, 5, 1,
    ]),
  PlainGolden(
    operation: .resize, value: [1, 2, 3, 1],
    other: nil, numbers: [3, 5], shape: [1, 3, 5, 1],
    scalars: [
      -6.2423058, -2.7666161, 2.0658886, -0.1829735, -2.236213, -0.11328835, 0.70613933,
      1.5, -1.0279527, -2.8021021, 6.015729, 4.1788945, 0.93411112, -1.8729315,
      -3.3679905,
    ]),
]
