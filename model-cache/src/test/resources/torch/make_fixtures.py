"""Writes the PyTorch files of these tests with torch.save; needs PyTorch. Run in this folder."""
from collections import OrderedDict

import torch

torch.manual_seed(0)
module = torch.nn.ModuleList([torch.nn.Linear(3, 3) for _ in range(2)])
with torch.no_grad():
    for i, p in enumerate(module.parameters()):
        p.copy_(torch.arange(p.numel(), dtype=torch.float32).reshape(p.shape) / 4 - i)
torch.save(module.state_dict(), "state-dict-protocol-2.pt")
torch.save(module.state_dict(), "state-dict-protocol-5.pt", pickle_protocol=5)
torch.save(module.state_dict(), "before-1.6.pt", _use_new_zipfile_serialization=False)

numbers = torch.arange(12, dtype=torch.float32)
matrix = numbers.reshape(3, 4)
torch.save(OrderedDict(
    whole=matrix, transposed=matrix.T, part=matrix[1:, 1:3], last=numbers[-1], column=matrix[:, 2], none=matrix[:0],
    cube=numbers.reshape(2, 3, 2).permute(2, 0, 1), parameter=torch.nn.Parameter(torch.ones(2, 2))), "views.pt")
torch.save({t: torch.tensor([1.5, -2, 0, 65504 if t != "bf16" else 1e30]).to(d) for t, d in
            dict(f64=torch.float64, f32=torch.float32, f16=torch.float16, bf16=torch.bfloat16).items()}, "floats.pt")
torch.save({t: torch.tensor([1, 0, 1]).to(d) for t, d in
            dict(i64=torch.int64, i32=torch.int32, i16=torch.int16, i8=torch.int8, u8=torch.uint8, bool=torch.bool).items()}, "integers.pt")
torch.save({"text": "héllo", "n": 3, "large": 2**40, "less": -5, "x": 0.5, "yes": True, "none": None, "list": [1, (2, 3), {4: "four"}], "tensor": torch.ones(2)}, "plain.pt")
torch.save({"expanded": torch.ones(1).expand(1000, 1000)}, "expanded.pt")
torch.save({"config": torch.device("cpu")}, "device.pt")
torch.save({"module": torch.nn.Linear(1, 1)}, "module.pt")
torch.serialization.set_crc32_options(False)
torch.save({"a": torch.ones(3)}, "without-checksums.pt")
