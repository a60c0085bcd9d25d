// Talks to the playground's server. Every answer is an object with `ok`; nothing here throws.

const GONE = {
  ok: false,
  error: "unreachable",
  sentence: "The playground did not answer. Is `drumbeat demo` still running?",
};

async function answered(request) {
  try {
    const response = await request;
    const answer = await response.json();
    return { ok: response.ok, ...answer };
  } catch {
    return { ...GONE };
  }
}

export function ask(path, query = {}) {
  const wanted = new URLSearchParams(query);
  return answered(fetch(`/playground/${path}?${wanted}`, { cache: "no-store" }));
}

export function tell(path, body) {
  return answered(
    fetch(`/playground/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

export function reason(answer) {
  return answer.sentence || `That did not work (${answer.error || "unknown error"}). Please try again.`;
}
