import type { ReactElement } from "react";

const numeric = /^-?[\d.]+(%|px)?$/;
const pathData = /^[\sMmLlHhVvZz\d.,-]+$/;
const colour = /^#[\da-f]{3,8}$/i;

/** The value of an attribute if it is of the harmless kind expected there. */
function plain(element: Element, name: string, pattern: RegExp): string | undefined {
  const value = element.getAttribute(name);
  return value !== null && pattern.test(value) ? value : undefined;
}

interface QrCodeProps {
  svg: string;
  label: string;
}

/** Draws the rectangles and paths of the picture the API made, and nothing else that a picture could hold. */
export function QrCode({ svg, label }: QrCodeProps) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const width = plain(root, "width", numeric);
  const height = plain(root, "height", numeric);
  const box =
    plain(root, "viewBox", /^[\d.\s-]+$/) ?? (width && height ? `0 0 ${width} ${height}` : undefined);
  const shapes = Array.from(root.querySelectorAll("rect, path"), shape).filter((one) => one !== null);
  if (!box || shapes.length === 0) return null;
  return (
    <svg className="oc-qr" viewBox={box} role="img" aria-label={label} shapeRendering="crispEdges">
      {shapes}
    </svg>
  );
}

function shape(element: Element, index: number): ReactElement | null {
  const fill = plain(element, "fill", colour);
  if (element.tagName === "path") {
    const d = plain(element, "d", pathData);
    return d ? <path key={index} d={d} fill={fill} /> : null;
  }
  return (
    <rect
      key={index}
      x={plain(element, "x", numeric)}
      y={plain(element, "y", numeric)}
      width={plain(element, "width", numeric)}
      height={plain(element, "height", numeric)}
      fill={fill}
    />
  );
}
