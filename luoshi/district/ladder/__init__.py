"""梯度培育: on which rung of the ladder each enterprise stands, who is one step away, and what that step is. Enterprises see their own."""
