"""A still life on a garden table, drawn by marching rays through signed distances."""

import numpy as np

EYE = np.array([0.15, 1.95, 5.6])
TARGET = np.array([0.1, 1.13, 0.0])
SUN = np.array([-0.55, 0.72, 0.52]) / np.linalg.norm([-0.55, 0.72, 0.52])
SUNLIGHT = np.array([2.9, 2.55, 2.05])
SKYLIGHT = np.array([0.50, 0.62, 0.82])
TABLE_END = -2.6
VASE = np.array([-0.95, 0.0, -0.35])
VASE_HEIGHT = 1.85
# The radius of the vase over its height: the quintic through six points of its outline.
OUTLINE = np.polyfit([0, 0.35, 0.8, 1.3, 1.6, 1.85], [0.36, 0.58, 0.66, 0.38, 0.25, 0.34], 5)
ORANGE, ORANGE_RADIUS = np.array([0.42, 0.44, 0.62]), 0.44
PEAR = np.array([1.28, 0.0, -0.05])
WOOD, GLAZE, PEEL, PEAR_SKIN, STEM, GRAPE, BERRY = range(7)

LATTICE = np.random.default_rng(7).random((64, 64, 64))


def noise(points):
    """Value noise in 0...1 at `points`, [..., 3]: a random lattice, smoothly interpolated."""
    cell = np.floor(points).astype(int)
    t = points - cell
    t = t * t * (3 - 2 * t)
    total = 0
    for corner in np.ndindex(2, 2, 2):
        weight = np.prod(np.where(corner, t, 1 - t), axis=-1)
        x, y, z = np.moveaxis((cell + corner) % 64, -1, 0)
        total = total + weight * LATTICE[x, y, z]
    return total


def octaves(points, count):
    """Fractal noise in 0...1: `count` octaves, each at twice the frequency and half the weight."""
    layers = [noise(points * 2**k + 17 * k) * 0.5**k for k in range(count)]
    return sum(layers) / sum(0.5**k for k in range(count))


def mix(a, b, t):
    """`a` where `t` is 0, `b` where it is 1, channel by channel."""
    return a + (b - a) * t[..., None]


def ramp(x, low, high):
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def unit(vectors):
    """`vectors` at length 1."""
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def sphere(p, center, radius):
    """The signed distance from each point to a ball."""
    return np.linalg.norm(p - center, axis=-1) - radius


def capsule(p, a, b, radius):
    """The signed distance from each point to a stick from `a` to `b` with round ends."""
    along = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
    return np.linalg.norm(p - a - along[..., None] * (b - a), axis=-1) - radius


def blended(a, b, width):
    """The union of two distances, its seam rounded over `width`."""
    h = np.clip(0.5 + 0.5 * (b - a) / width, 0, 1)
    return b + (a - b) * h - width * h * (1 - h)


def grapes():
    """The centres of a heap of grapes: a ring, and three on top of it."""
    spots = [(0.0, 0.0), (0.26, 0.05), (0.12, 0.25), (-0.15, 0.22), (-0.27, 0.0), (-0.13, -0.23),
             (0.14, -0.2), (0.47, 0.2)]
    low = [(-0.42 + x, 0.14, 0.95 + z) for x, z in spots]
    high = [(-0.42 + x, 0.36, 0.95 + z) for x, z in [(0.06, 0.12), (-0.1, -0.08), (0.13, -0.1)]]
    return [np.array(center) for center in low + high]


def twigs():
    """Pairs of ends of the twigs in the vase, and the berries along them."""
    foot = VASE + [0, 1.2, 0]
    lines, berries = [], []
    for x, y, z in [(-0.60, 2.72, 0.1), (0.02, 2.86, -0.25), (0.55, 2.6, 0.15)]:
        tip = np.array([VASE[0] + x, y, VASE[2] + z])
        lines.append((foot, tip))
        for k, t in enumerate([0.55, 0.68, 0.8, 0.9, 1.0]):
            knot = foot + t * (tip - foot)
            side = np.array([0.17 * (-1) ** k, 0.1, 0.1 * (-1) ** (k // 2)]) * (1.3 - t * 0.6)
            lines.append((knot, knot + side))
            berries.append(knot + side)
    return lines, berries


GRAPES = grapes()
TWIGS, BERRIES = twigs()


def vase(p):
    """A thin wall turned around the axis of the vase, open above."""
    q = p - VASE
    radius = np.polyval(OUTLINE, np.clip(q[..., 1], 0, VASE_HEIGHT))
    wall = np.abs(np.hypot(q[..., 0], q[..., 2]) - radius + 0.03) - 0.03
    return np.maximum(wall * 0.7, np.maximum(q[..., 1] - VASE_HEIGHT, -q[..., 1]))


def pear(p):
    """A large ball and a small one above it, grown together."""
    q = p - PEAR
    return blended(sphere(q, [0, 0.5, 0], 0.5), sphere(q, [0.05, 1.02, 0], 0.25), 0.4)


def pear_stem(p):
    """A stick out of the top of the pear."""
    return capsule(p, PEAR + [0.05, 1.2, 0], PEAR + [0.17, 1.52, 0.03], 0.028)


def nearest_of(distances):
    """The union of several distances."""
    return np.min(np.stack(distances), axis=0)


def table(p):
    """Everything below the boards, as far as their end."""
    return np.maximum(p[..., 1], TABLE_END - p[..., 2])


def distances(p):
    """The distance from each point to each material's surfaces, [materials, points]."""
    twig = nearest_of([capsule(p, a, b, 0.013) for a, b in TWIGS])
    return np.stack([
        table(p), vase(p), sphere(p, ORANGE, ORANGE_RADIUS), pear(p),
        np.minimum(twig, pear_stem(p)),
        nearest_of([sphere(p, c, 0.14) for c in GRAPES]),
        nearest_of([sphere(p, c, 0.05) for c in BERRIES]),
    ])


def distance(p):
    """The distance from each point to the nearest surface."""
    return distances(p).min(axis=0)


def march(origins, directions):
    """How far each ray runs until it meets a surface; infinite for rays that meet none."""
    reach = np.zeros(len(directions))
    live = np.arange(len(directions))
    for _ in range(110):
        step = distance(origins[live] + reach[live, None] * directions[live])
        reach[live] += step
        live = live[(step > 4e-4) & (reach[live] < 14)]
    reach[reach >= 14] = np.inf
    return reach


def normals(p):
    """Unit normals, by central differences of the distance."""
    offsets = np.eye(3) * 1e-3
    return unit(np.stack([distance(p + o) - distance(p - o) for o in offsets], axis=-1))


def sunlit(p):
    """How much of the sun each point sees, 0...1: the narrowest gap on the way to it."""
    seen = np.ones(len(p))
    reach = np.full(len(p), 0.02)
    for _ in range(48):
        gap = distance(p + reach[:, None] * SUN)
        seen = np.minimum(seen, 0.5 + 0.5 * gap / (0.055 * reach))
        reach += np.clip(gap, 0.012, 0.25)
    return ramp(seen, 0, 1)


def openness(p, n):
    """How much of the sky each point sees, 0...1, from the distances above it."""
    heights = np.array([0.04, 0.12, 0.28, 0.55])
    gaps = [np.clip(1 - distance(p + h * n) / h, 0, 1) * 0.5**k for k, h in enumerate(heights)]
    return 1 - np.sum(gaps, axis=0) / 1.875 * 0.9


def background(d):
    """The light from far away in the directions `d`: sky, clouds, hills and a meadow."""
    up = d[..., 1]
    sky = mix(np.array([0.85, 1.05, 1.25]), np.array([0.16, 0.42, 1.0]), ramp(up, -0.1, 0.35))
    flat = np.stack([d[..., 0], 0 * up, d[..., 2]], axis=-1)
    plane = flat / np.maximum(up + 0.16, 0.05)[..., None]
    cloud = ramp(octaves(plane * [1.5, 1, 1.9] + [5, 0, 1], 6), 0.44, 0.68)
    lit = mix(np.array([2.3, 2.2, 2.1]), np.array([1.5, 1.55, 1.65]), cloud)
    light = mix(sky, lit, cloud * ramp(up, -0.02, 0.12))
    bearing = np.arctan2(d[..., 0], -d[..., 2])
    line = np.stack([bearing * 3, 0 * bearing, 0 * bearing], axis=-1)
    for k, color in enumerate([(0.42, 0.58, 0.78), (0.22, 0.38, 0.42), (0.15, 0.27, 0.10)]):
        crest = 0.05 - 0.06 * k + 0.11 * (octaves(line * (1 + k) + 9.3 * k, 5 + k) - 0.4)
        light = mix(light, np.array(color), ramp(crest - up, 0, 0.004))
    woods = octaves(d * [55, 90, 55], 4)
    return mix(light, light * (2.4 * woods[..., None] - 0.2), 0.9 * ramp(0.01 - up, 0, 0.09))


def planks(p):
    """Oak boards across the table, with grain, pores and dark gaps between the boards."""
    x, z = p[..., 0], p[..., 2]
    board = np.floor(z / 0.62)
    tone = noise(np.stack([board * 3.7, board, board], axis=-1))
    grain = octaves(np.stack([x * 0.9 + board * 13, 0 * x, z * 9], axis=-1), 4)
    rings = 0.5 + 0.5 * np.sin(grain * 34 + board)
    pores = ramp(octaves(np.stack([x * 6, 0 * x, z * 90], axis=-1), 2), 0.6, 0.8)
    age = rings * 0.6 + tone * 0.4
    color = mix(np.array([0.42, 0.24, 0.12]), np.array([0.60, 0.39, 0.21]), age)
    gap = np.abs(z / 0.62 - board - 0.5) * 0.62
    shade = (1 - 0.35 * pores) * (1 - 0.8 * ramp(gap, 0.296, 0.306))
    return color * shade[..., None]


def cloth(p):
    """Gingham of blue and white threads in a turned square, and where it lies on the table."""
    turn = np.radians(27)
    x, z = p[..., 0] - 0.15, p[..., 2] - 0.75
    u, v = x * np.cos(turn) + z * np.sin(turn), z * np.cos(turn) - x * np.sin(turn)
    stripes = ((np.floor(u / 0.11) % 2) + (np.floor(v / 0.11) % 2)) / 2
    color = mix(np.array([0.82, 0.80, 0.75]), np.array([0.10, 0.20, 0.48]), stripes)
    weave = 0.9 + 0.1 * np.sin(u * 380) * np.sin(v * 380)
    inside = np.maximum(np.abs(u) - 1.65, np.abs(v) - 0.99)
    hem = np.abs(inside + 0.06) < 0.012
    return color * weave[..., None] * np.where(hem, 0.72, 1)[..., None], ramp(-inside, 0, 0.012)


def glaze(p):
    """White stoneware with painted bands, zigzags and a row of dots."""
    q = p - VASE
    y, turn = q[..., 1], np.arctan2(q[..., 2], q[..., 0])
    zigzag = np.abs(y - 0.80 - 0.09 * np.abs((turn * 14 / np.pi) % 2 - 1) * 2 + 0.09) < 0.028
    bands = sum(np.abs(y - at) < 0.018 for at in (0.16, 0.22, 0.52, 1.08, 1.14, 1.72)) > 0
    across = ((turn * 16 / np.pi) % 1 - 0.5) * np.pi / 16 * 0.52
    dots = np.hypot(across, y - 1.0) < 0.028
    painted = (zigzag | bands | dots).astype(float)
    cream = np.array([0.84, 0.80, 0.71]) * (0.92 + 0.12 * octaves(q * 7, 4))[..., None]
    return mix(cream, np.array([0.05, 0.12, 0.36]), painted * 0.92)


def pear_skin(p):
    """Green-yellow with a blush on the right and brown speckles."""
    blush = ramp(p[..., 0] - PEAR[0] + 0.5 * octaves(p * 3, 3), 0.1, 0.75)
    color = mix(np.array([0.58, 0.60, 0.10]), np.array([0.66, 0.20, 0.07]), blush)
    speckle = ramp(noise(p * 34), 0.74, 0.86)
    return mix(color, np.array([0.34, 0.24, 0.08]), speckle * 0.7)


def albedo(p, material):
    """The share of light that each point reflects, by colour."""
    woven, covered = cloth(p)
    bloom = octaves(p * 5, 4)
    grape = mix(np.array([0.10, 0.02, 0.09]), np.array([0.30, 0.24, 0.38]), ramp(bloom, 0.45, 0.8))
    peel = np.array([0.90, 0.27, 0.015]) * (0.88 + 0.2 * octaves(p * 3, 3))[..., None]
    stem = np.array([0.20, 0.12, 0.06]) * np.ones_like(p)
    berry = np.array([0.60, 0.03, 0.03]) * np.ones_like(p)
    colors = [mix(planks(p), woven, covered), glaze(p), peel, pear_skin(p), stem, grape, berry]
    return np.take_along_axis(np.stack(colors), material[None, :, None], axis=0)[0]


def bumped(p, n, material):
    """Normals with the pits of orange peel and the unevenness of the other surfaces."""
    scale = np.choose(material, [9, 5, 26, 8, 20, 8, 9])[:, None]
    depth = np.choose(material, [0.03, 0.02, 0.22, 0.03, 0.3, 0.02, 0.0])[:, None]
    pits = [noise(p * scale + shift) - 0.5 for shift in (0.0, 21.0, 43.0)]
    return unit(n + depth * np.stack(pits, axis=-1))


def shaded(p, d, material):
    """The light that leaves the points `p` towards the eye, whose rays have directions `d`."""
    n = bumped(p, normals(p), material)
    facing = np.clip(n @ SUN, 0, 1)
    sun = (facing * sunlit(p + 2e-3 * n))[:, None] * SUNLIGHT
    open_sky = openness(p, n)[:, None]
    above = 0.5 + 0.5 * n[:, 1:2]
    sky = open_sky * (above * SKYLIGHT + (1 - above) * np.array([0.34, 0.24, 0.15]))
    light = albedo(p, material) * (sun + sky)
    gloss = np.choose(material, [0.05, 0.8, 0.28, 0.3, 0.05, 0.6, 0.7])[:, None]
    mirrored = d - 2 * np.sum(d * n, axis=-1, keepdims=True) * n
    fresnel = 0.04 + 0.96 * (1 - np.clip(-np.sum(d * n, axis=-1, keepdims=True), 0, 1)) ** 5
    boards = np.array([0.28, 0.19, 0.11])
    around = mix(boards, background(mirrored), ramp(mirrored[:, 1], -0.1, 0.1))
    sparkle = np.clip(mirrored @ SUN, 0, 1)[:, None] ** 180 * 5 * (sun.sum(axis=1) > 0)[:, None]
    return light + gloss * (fresnel * around * open_sky + sparkle * SUNLIGHT * 0.4)


def developed(light):
    """Linear light as code values 0...1: a film's shoulder, then the sRGB curve's power."""
    exposed = 0.4 * light
    film = exposed * (2.51 * exposed + 0.03) / (exposed * (2.43 * exposed + 0.59) + 0.14)
    return np.clip(film, 0, 1) ** (1 / 2.2)


def rays(width, height, grid):
    """Unit directions through `grid` x `grid` points of every pixel, [height, width, grid^2, 3]."""
    forward = unit(TARGET - EYE)
    right = unit(np.cross(forward, [0, 1, 0]))
    down = np.cross(forward, right)
    v, u, j, i = np.meshgrid(*map(np.arange, (height, width, grid, grid)), indexing="ij")
    x = (u + (i + 0.5) / grid - width / 2) / height
    y = (v + (j + 0.5) / grid - height / 2) / height
    d = forward + 0.66 * (x[..., None] * right + y[..., None] * down)
    return unit(d).reshape(height, width, grid * grid, 3)


def draw(width, height, grid=3):
    """The still life as 8-bit samples, [height, width, 3]."""
    directions = rays(width, height, grid)
    rows = [developed_row(row.reshape(-1, 3)) for row in np.array_split(directions, 12)]
    light = np.concatenate(rows).reshape(height, width, grid * grid, 3).mean(axis=2)
    grain = np.random.default_rng(11).normal(0, 0.8, light.shape[:2])
    return np.uint8(np.clip(np.rint(developed(light) * 255 + grain[..., None]), 0, 255))


def developed_row(directions):
    """The light along each of `directions`, no brighter than the film can tell apart."""
    origins = np.broadcast_to(EYE, directions.shape)
    reach = march(origins, directions)
    light = background(directions)
    hit = np.isfinite(reach)
    points = EYE + reach[hit, None] * directions[hit]
    material = distances(points).argmin(axis=0)
    light[hit] = shaded(points, directions[hit], material)
    return np.minimum(light, 4)
