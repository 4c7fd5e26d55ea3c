/* Carries what was chosen in a box to Python past the box's own fragment, so that one rerun answers it. */
export default function wire({ parentElement, setTriggerValue }) {
  const known = parentElement.ownerDocument;
  const pass = (event) => setTriggerValue("chosen", event.detail);
  known.addEventListener("corridors:chosen", pass);
  return () => known.removeEventListener("corridors:chosen", pass);
}
