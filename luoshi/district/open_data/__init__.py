"""开放数据: what a district promised and what became of it as files, with a catalogue and an archive that outlives the site."""
