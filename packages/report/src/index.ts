export { Html, html } from './html.js';
export { reportPage } from './page/report-page.js';
export type * from './pages/segment-quality.js';
export {
  type SegmentQualityPageOptions,
  segmentQualityPage,
  segmentQualityReport,
} from './pages/segment-quality-page.js';
export type * from './plots/plot.js';
export type * from './report.js';
