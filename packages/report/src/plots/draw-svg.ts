import { BarChart, HeatmapChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, VisualMapContinuousComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { Html } from '../html.js';

use([
  BarChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  GridComponent,
  LegendComponent,
  VisualMapContinuousComponent,
  SVGRenderer,
]);

/** Width of every drawing in its own units; a page scales it. */
export const WIDTH = 760;

/** What all drawings have in common. Colours are variables of the page, so that they follow light and dark mode. */
const common: EChartsCoreOption = {
  animation: false,
  textStyle: { fontFamily: 'inherit', color: 'var(--ink)' },
};

/**
 * An ECharts option as SVG, without a browser. The same option gives the same bytes.
 *
 * @param id unique within the page.
 */
export function drawSvg(id: string, option: EChartsCoreOption, height: number): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({ ...common, ...option });
    return new Html(inPage(id, chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/** Texts of a chart are escaped, quotes too, so that none of them can look like the attributes that are replaced here. */
function inPage(id: string, svg: string): string {
  return (
    svg
      .replace(/^<svg width="\d+" height="\d+"/, `<svg role="img" aria-labelledby="${id}-title ${id}-what"`)
      .replace(/<rect width="\d+" height="\d+" x="0" y="0" fill="none"><\/rect>\n/, '')
      // What moves or shines under the mouse needs a script; numbers of instances would differ from page to page.
      .replace(/<style ?>[\s\S]*?<\/style>\n?/, '')
      .replaceAll(/ (?:ecmeta_[a-z_]+|class|xmlns:xlink)="[^"]*"/g, '')
      .replaceAll(/zr\d+-/g, `${id}-`)
  );
}
