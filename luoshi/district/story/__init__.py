"""来龙去脉: a promise as a dated story for everybody, followed by mail or feed; what people ask about it becomes a case and is answered."""
