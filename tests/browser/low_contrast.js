// The texts on the page whose contrast with the first opaque background behind them is under 4.5:1.
// Texts on a gradient are left out: the payment card, which is dark in both schemes.
// Source: www.w3.org/TR/WCAG22/#contrast-minimum
() => {
  const THRESHOLD = 4.5;
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [red, green, blue] = channels(color).map((channel) => linear(channel / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return null;
      const [, , , alpha = 1] = channels(backgroundColor);
      if (alpha === 1) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    const unread = element.matches(".unseen, noscript, [aria-disabled=true]") || !element.checkVisibility();
    const background = node.data.trim() && !unread ? behind(element) : null;
    const measured = background ? contrast(getComputedStyle(element).color, background) : THRESHOLD;
    if (measured < THRESHOLD) found.push(`${node.data.trim()}: ${measured.toFixed(2)}`);
  }
  return found;
};
