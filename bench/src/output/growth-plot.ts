const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = 56;
const colours = ['#0b6e99', '#b35900', '#4a7c2c'];

export interface Curve {
  readonly name: string;
  /** How much there was, and how long it took. */
  readonly points: readonly (readonly [number, number])[];
}

export interface GrowthPlot {
  readonly title: string;
  /** The file that it is made from. */
  readonly source: string;
  readonly curves: readonly Curve[];
  /** Shows beside each curve, dotted, what would be linear. */
  readonly besideLinear: boolean;
}

/** How something grows with how much there is, both axes in powers of ten. */
export function growthPlot({ title, source, curves, besideLinear }: GrowthPlot): string {
  const all = curves.flatMap(({ points }) => points);
  const scale = (axis: 0 | 1, pixels: (share: number) => number) => {
    const logs = all.map((point) => Math.log10(point[axis]));
    const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs) + 0.01)];
    const place = (value: number) => Math.round(pixels((Math.log10(value) - low) / (high - low)) * 10) / 10;
    return { place, ticks: Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step)) };
  };
  const x = scale(0, (share) => MARGIN + share * (WIDTH - 2 * MARGIN));
  const y = scale(1, (share) => HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
  const lines = curves.flatMap(({ name, points }, at) => {
    const colour = colours[at % colours.length];
    const first = points[0] as readonly [number, number];
    const last = points[points.length - 1] as readonly [number, number];
    const path = (some: Curve['points']) => some.map((point) => `${x.place(point[0])},${y.place(point[1])}`).join(' ');
    const linear = [first, [last[0], (first[1] * last[0]) / first[0]]] as const;
    return [
      ...(besideLinear
        ? [`<polyline points="${path(linear)}" fill="none" stroke="${colour}" stroke-dasharray="2 4"/>`]
        : []),
      `<polyline points="${path(points)}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${x.place(last[0])}" y="${y.place(last[1]) - 8}" text-anchor="end" fill="${colour}">${name}</text>`,
    ];
  });
  const ticks = [
    ...x.ticks.map((tick) => text(x.place(tick), HEIGHT - MARGIN + 20, 'middle', tick)),
    ...y.ticks.map((tick) => text(MARGIN - 8, y.place(tick) + 4, 'end', tick)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>${title}</title>
<!-- Made by npm run docs from ${source}. -->
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${MARGIN}" y="28">${title}${besideLinear ? '; dotted: linear growth' : ''}</text>
<path d="M${MARGIN} ${MARGIN}V${HEIGHT - MARGIN}H${WIDTH - MARGIN}" fill="none" stroke="#666666"/>
${[...ticks, ...lines].join('\n')}
</svg>
`;
}

const text = (x: number, y: number, anchor: string, tick: number) =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#666666">${tick.toLocaleString('en')}</text>`;
