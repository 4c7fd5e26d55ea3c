/* The relief as a picture of its own: dark becomes brown with that much cover, light nothing. */

/** Load a picture; `decode` would wait for a frame, which a page in a hidden tab never gets. */
const loaded = (url) => new Promise((done, failed) => {
  const image = new Image();
  image.addEventListener("load", () => done(image));
  image.addEventListener("error", () => failed(new Error("The relief cannot be read")));
  image.src = url;
});

/** Load the grey picture of {url, strength} and tone it in a colour such as "#8a7a66". */
export async function tonedRelief({ url, strength }, colour) {
  const image = await loaded(url);
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx.drawImage(image, 0, 0);
  const data = ctx.getImageData(0, 0, canvas.width, canvas.height), d = data.data;
  const tone = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  for (let i = 0; i < d.length; i += 4) {
    d[i + 3] = (255 - d[i]) * strength;
    [d[i], d[i + 1], d[i + 2]] = tone;
  }
  ctx.putImageData(data, 0, 0);
  return canvas;
}
