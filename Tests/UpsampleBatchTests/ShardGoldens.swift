// Made by make_goldens.py; edit that instead.

/// Names, their hashes, and their parts among 1, 2, 3, 8, 16, 1000, 1000000.
let shardGoldens: [ShardGolden] = [
  ShardGolden(
    name: [],
    hash: 0xefd0_1f60_ba99_2926,
    parts: [0, 1, 2, 7, 14, 936, 936769]),
  ShardGolden(
    name: [97],
    hash: 0x82a2_a958_a9be_ce5b,
    parts: [0, 1, 1, 4, 8, 510, 510294]),
  ShardGolden(
    name: [97, 46, 112, 110, 103],
    hash: 0x770c_0647_53fc_ca9e,
    parts: [0, 0, 1, 3, 7, 465, 465027]),
  ShardGolden(
    name: [98, 46, 112, 110, 103],
    hash: 0x3496_2c8d_cc34_ade9,
    parts: [0, 0, 0, 1, 3, 205, 205416]),
  ShardGolden(
    name: [
      97, 108, 98, 117, 109, 47, 50, 48, 50, 52, 47, 73, 77, 71, 95, 48,
      48, 48, 49, 46, 74, 80, 71,
    ],
    hash: 0x97e8_b7b9_0dd2_fef6,
    parts: [0, 1, 1, 4, 9, 593, 593394]),
  ShardGolden(
    name: [
      97, 108, 98, 117, 109, 47, 50, 48, 50, 52, 47, 73, 77, 71, 95, 48,
      48, 48, 50, 46, 74, 80, 71,
    ],
    hash: 0x6f24_8d3e_e5be_c569,
    parts: [0, 0, 1, 3, 6, 434, 434151]),
  ShardGolden(
    name: [
      77, 195, 188, 110, 99, 104, 101, 110, 47, 83, 116, 114, 97, 195, 159, 101,
      46, 112, 110, 103,
    ],
    hash: 0x1f68_c953_e701_40ff,
    parts: [0, 0, 0, 0, 1, 122, 122692]),
  ShardGolden(
    name: [110, 111, 32, 117, 116, 102, 45, 56, 32, 255, 254, 46, 112, 110, 103],
    hash: 0xf515_2208_9d51_0c0b,
    parts: [0, 1, 2, 7, 15, 957, 957353]),
  ShardGolden(
    name: [116, 119, 111, 10, 108, 105, 110, 101, 115, 46, 112, 110, 103],
    hash: 0x8867_97fa_144a_1d83,
    parts: [0, 1, 1, 4, 8, 532, 532830]),
  ShardGolden(
    name: Array(repeating: 120, count: 255),
    hash: 0x1915_a563_08b3_7f70,
    parts: [0, 0, 0, 0, 1, 97, 97986]),
]
