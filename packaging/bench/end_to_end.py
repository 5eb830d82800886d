"""Times one trajectory end to end, from the start of the process until its JSON is written: a script with transformers and `diopter lens`, in turns.

    python end_to_end.py --diopter ./diopter --model FOLDER [--gguf FILE] [--tokens 50] [--rounds 5] [--threads 2] [--json out.json]

Needs: pip install torch transformers. With --gguf, a folder that is not there yet is made from that file in bfloat16 (needs: pip install gguf),
and `diopter lens` is timed on the file itself as well. Every process reads the same token ids in float32, all layers and positions, and writes top-10, entropy
and KL to the output of each. Memory is the most that was resident (with the mapped file), and of that what is the process's own.
"""
import argparse, json, os, random, statistics, subprocess, sys, tempfile, threading, time
from pathlib import Path


def peer(folder, ids, threads, target):
    """What people write by hand."""
    import torch
    from transformers import AutoModelForCausalLM
    torch.set_num_threads(threads)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    norm, head = model.model.norm, model.get_output_embeddings()
    with torch.inference_mode():
        run = model(torch.tensor([ids]), output_hidden_states=True)
        final = run.logits[0].log_softmax(-1)
        # The last hidden state has been through the norm already.
        layers = [head(norm(h[0])).log_softmax(-1) for h in run.hidden_states[:-1]] + [final]
        rows = []
        for lens in layers:
            p, top = lens.exp(), lens.topk(10)
            rows.append({"topIds": top.indices.tolist(), "topLogProbs": top.values.tolist(), "entropy": (-(p * lens).sum(-1)).tolist(),
                         "klToFinal": (final.exp() * (final - lens)).sum(-1).tolist()})
    Path(target).write_text(json.dumps({"layers": rows}))


def make(folder, gguf):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    given = {"gguf_file": gguf.name}
    model = AutoModelForCausalLM.from_pretrained(gguf.parent, dtype=torch.bfloat16, **given)
    model.hf_quantizer = None  # its numbers are unpacked, yet newer versions of transformers refuse to save them
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(gguf.parent, **given).save_pretrained(folder)


def measure(command):
    """Seconds, most bytes resident, most bytes of its own (Linux)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    own = [0]

    def watch():
        while process.returncode is None:
            try:
                for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Anonymous:"):
                        own[0] = max(own[0], int(line.split()[1]) * 1024)
            except OSError:
                return
            time.sleep(0.02)

    threading.Thread(target=watch, daemon=True).start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss * 1024, own[0], usage.ru_utime + usage.ru_stime


if sys.argv[1:2] == ["--peer"]:
    peer(sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    sys.exit()

parser = argparse.ArgumentParser()
parser.add_argument("--diopter", required=True)
parser.add_argument("--model", required=True)
parser.add_argument("--gguf", type=Path)
parser.add_argument("--tokens", type=int, default=50)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--json")
args = parser.parse_args()
if args.gguf and not Path(args.model).exists():
    make(args.model, args.gguf)
vocabulary = json.loads((Path(args.model) / "config.json").read_text())["vocab_size"]
ids = random.Random(0).choices(range(vocabulary), k=args.tokens)
scratch = tempfile.mkdtemp()


def diopter(model, *options):
    return [args.diopter, "lens", str(model), "--token-ids", ",".join(map(str, ids)), "--top-k", "10", "--threads", str(args.threads), "--quiet",
            "--json", f"{scratch}/diopter.json", *options]


cases = {"transformers": [sys.executable, __file__, "--peer", args.model, json.dumps(ids), str(args.threads), f"{scratch}/peer.json"],
         "diopter": diopter(args.model), "diopter --low-memory": diopter(args.model, "--low-memory")}
if args.gguf:
    cases["diopter, the GGUF file"] = diopter(args.gguf)
for command in cases.values():
    measure(command)  # so that files are in memory, and hashes and what was unpacked in the store
results = {name: [] for name in cases}
for _ in range(args.rounds):
    for name, command in cases.items():
        results[name].append(measure(command))

rows = []
print(f"{args.tokens} tokens, medians of {args.rounds}, {args.threads} threads")
for name, runs in results.items():
    seconds, resident, own, used = (statistics.median(column) for column in zip(*runs))
    rows.append({"name": name, "seconds": seconds, "processorSeconds": used, "residentBytes": resident, "ownBytes": own})
    first = rows[0]
    print(f"{name:28s} {seconds:6.2f} s  {used:6.2f} s processor  {resident / 1e6:6.0f} MB resident ({resident / first['residentBytes']:.2f})  "
          f"{own / 1e6:6.0f} MB own ({own / first['ownBytes']:.2f})", flush=True)
if args.json:
    Path(args.json).write_text(json.dumps(rows, indent=1))
