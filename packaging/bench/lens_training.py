"""Times steps of lens training, the published recipe, with the Python loop that is used today and with Diopter, in turn, and prints both and their ratio.

    python lens_training.py --java java --classpath "app/target/app.jar:app/target/lib/*" [--model gpt2-shape] [--rounds 3] [--threads 2]

Run it from the checkout, once `./diopter --version` has built it. Needs: pip install torch transformers. Without --model it writes random weights of
GPT-2's shape to ./gpt2-shape. All layers, 256 random tokens a step, KL at every position, SGD with Nesterov's momentum. Wall and processor time: on a
machine that others use as well, the second is the one to compare.
"""
import argparse, os, re, statistics, subprocess, tempfile, time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, GPT2Config

parser = argparse.ArgumentParser()
parser.add_argument("--java", default="java")
parser.add_argument("--classpath", default="app/target/app.jar:app/target/lib/*")
parser.add_argument("--model", default="gpt2-shape")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--steps", type=int, default=3)
parser.add_argument("--threads", type=int, default=os.cpu_count())
args = parser.parse_args()
torch.set_num_threads(args.threads)
TOKENS = 256

folder = Path(args.model)
if not folder.exists():
    AutoModelForCausalLM.from_config(GPT2Config()).save_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
head = model.get_output_embeddings()
norm = model.transformer.ln_f if hasattr(model, "transformer") else model.model.norm
layers, width = model.config.num_hidden_layers, model.config.hidden_size
weights = [torch.zeros(width, width, requires_grad=True) for _ in range(layers)]
optimiser = torch.optim.SGD(weights, lr=0.1, momentum=0.9, nesterov=True)


def step():
    ids = torch.randint(0, model.config.vocab_size, (1, TOKENS))
    with torch.no_grad():
        out = model(ids, output_hidden_states=True)
        final = out.logits.log_softmax(-1)
    for h, w in zip(out.hidden_states[:-1], weights):
        lens = head(norm(h + h @ w.T)).log_softmax(-1)
        (final.exp() * (final - lens)).sum(-1).mean().backward()
    optimiser.step()
    optimiser.zero_grad()


def python_loop():
    times = []
    for _ in range(args.steps):
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return [statistics.median(t) for t in zip(*times)]


def diopter():
    with tempfile.TemporaryDirectory() as home:
        out = subprocess.run(
            [args.java, "--enable-native-access=ALL-UNNAMED", "-cp", args.classpath, "packaging/bench/LensTraining.java", str(folder), home, "paper",
             str(args.steps)], check=True, capture_output=True, text=True).stdout
    return [float(n) / 1e3 for n in re.search(r"(\d+) ms a step .* (\d+) ms processor", out).groups()]


step()  # warm
rows = {"Python loop": [], "Diopter": []}
for _ in range(args.rounds):
    rows["Python loop"].append(python_loop())
    rows["Diopter"].append(diopter())
for name, times in rows.items():
    wall, cpu = (statistics.median(t) for t in zip(*times))
    print(f"{name:12s} {TOKENS / wall:6.1f} tokens/s wall   {cpu:6.2f} s processor a step, so {args.threads * TOKENS / cpu:6.1f} tokens/s on {args.threads} cores", flush=True)
for i, kind in enumerate(("wall", "processor")):
    ratios = [p[i] / d[i] for p, d in zip(rows["Python loop"], rows["Diopter"])]
    print(f"ratio, {kind}: median {statistics.median(ratios):.2f} of {', '.join(f'{r:.2f}' for r in ratios)}", flush=True)
