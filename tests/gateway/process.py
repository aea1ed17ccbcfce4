"""The gateway as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import asynccontextmanager

COPYDESK = [sys.executable, "-c", "from streams.cli import main; main()"]


@asynccontextmanager
async def gateway_process(settings, log, *options, **environment):
    """A running ``copydesk gateway``; yields the process and its address, and kills it at the end."""
    given = {
        **os.environ,
        "COPYDESK_BROKERS": settings.brokers,
        "COPYDESK_DATA_DIR": str(settings.data_dir),
        "COPYDESK_GATEWAY_PORT": "0",
        "COPYDESK_LOG_FORMAT": "json",
        **environment,
    }
    log.write_text("")
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: ASYNC220 - it only starts it
            [*COPYDESK, "gateway", *options], env=given, stderr=file
        )
    try:
        async with asyncio.timeout(60):
            while "http://" not in log.read_text():
                assert process.poll() is None, log.read_text()
                await asyncio.sleep(0.02)
        line = next(filter(lambda it: "http://" in it, log.read_text().splitlines()))
        yield process, "http://" + json.loads(line)["message"].split("http://")[1]
    finally:
        process.kill()
        process.wait()
