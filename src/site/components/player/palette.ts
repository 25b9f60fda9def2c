/** The site's colours as a canvas takes them: what CSS variables and mixes come to in this theme. */
import { toneFill, toneStep } from "pymalloc-lab/internal";

/** Colours of one theme. */
export interface Palette {
  /** From sand to blue, by live share. */
  tone(share: number): string;
  readonly live: string;
  readonly held: string;
  readonly heldLine: string;
  readonly pin: string;
  readonly next: string;
  readonly hatch: string;
  readonly hatchGround: string;
  readonly gone: string;
  readonly untouched: string;
  readonly notYet: string;
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly onHeld: string;
  readonly fontFamily: string;
}

/** Reads the colours that hold at an element. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("i");
  probe.hidden = true;
  element.append(probe);
  const colour = (css: string) => {
    probe.style.color = css;
    return getComputedStyle(probe).color;
  };
  const tones = new Map<number, string>();
  for (let percent = 0; percent <= 100; percent += 5) {
    tones.set(percent, colour(toneFill(percent / 100)));
  }
  const live = colour("var(--pm-live)");
  const palette = {
    tone: (share: number) => tones.get(Math.round(toneStep(share) * 100)) ?? live,
    live,
    held: colour("var(--pm-held)"),
    heldLine: colour("var(--pm-held-line)"),
    pin: colour("var(--pm-pin)"),
    next: colour("var(--pm-next)"),
    hatch: colour("var(--pm-over)"),
    hatchGround: colour("var(--pm-over-2)"),
    gone: colour("var(--pm-gone)"),
    untouched: colour("var(--pm-fresh)"),
    notYet: colour("var(--pm-rule)"),
    text: colour("var(--ifm-font-color-base)"),
    muted: colour("var(--pm-muted)"),
    surface: colour("var(--ifm-background-surface-color)"),
    onHeld: colour("var(--pm-on-held)"),
    fontFamily: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return palette;
}
