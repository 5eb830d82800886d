"""Writes the lenses of these tests with torch.save; needs PyTorch. Run in this folder."""
import torch

J = {block: (torch.eye(2) + torch.tensor([[0.0, 1.0], [2.0, 3.0]]) * (block + 1)).half() for block in (0, 2)}
torch.save({"J": J, "n_prompts": 8, "source_layers": [0, 2], "d_model": 2}, "jacobian.pt")

matrix, vector = torch.zeros(2, 2), torch.zeros(2)
torch.save({"0.weight": matrix, "0.bias": vector, "1.weight": matrix, "1.bias": vector}, "shared.pt")
