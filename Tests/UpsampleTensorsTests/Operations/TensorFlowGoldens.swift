@testable import UpsampleTensors

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
]
