"""A client of EventStoreDB's protocol that nobody here wrote, in front of a served log.

    client.py <esdbclient|kurrentdbclient> <url> <ca file> <stream>

Appends with every kind of expected revision, reads both ways, and subscribes with a filter until
it has seen the event of type `last`, across any loss of the server. Prints one JSON line a step.
"""

import importlib
import json
import sys
import time

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

package, url, ca_file, stream = sys.argv[1:5]
module = importlib.import_module(package)
exceptions = importlib.import_module(package + ".exceptions")
client_class = getattr(module, "EventStoreDBClient", None) or module.KurrentDBClient
# The newer library ends the names of its errors in Error.
wrong_version = next(
    getattr(exceptions, name)
    for name in ("WrongCurrentVersion", "WrongCurrentVersionError")
    if hasattr(exceptions, name)
)

with open(ca_file, encoding="utf8") as file:
    root_certificates = file.read()


def say(step, **facts):
    print(json.dumps({"step": step, **facts}), flush=True)


def event(type, **data):
    return module.NewEvent(type=type, data=json.dumps(data).encode(), metadata=b'{"by":"python"}')


def connect():
    return client_class(uri=url, root_certificates=root_certificates)


def conflict(expected):
    try:
        client.append_to_stream(stream, current_version=expected, events=[event("never")])
        return "appended"
    except wrong_version:
        return "conflict"


client = connect()
state = module.StreamState
client.append_to_stream(stream, current_version=state.NO_STREAM, events=[event("first", n=1)])
client.append_to_stream(stream, current_version=0, events=[event("second"), event("third")])
client.append_to_stream(stream, current_version=state.EXISTS, events=[event("fourth")])
client.append_to_stream(stream, current_version=state.ANY, events=[event("fifth")])
say("appended", conflicts=[conflict(state.NO_STREAM), conflict(1), conflict(99)])


def rows(events):
    return [[one.type, one.stream_position, json.loads(one.data).get("n")] for one in events]


say("forwards", events=rows(client.get_stream(stream)))
say("backwards", events=rows(client.get_stream(stream, backwards=True, limit=2)))
everything = list(client.read_all(filter_include=[stream], filter_by_stream_name=True))
say("all", events=rows(everything), metadata=everything[0].metadata.decode())

# What our payloads are is read from the log alone: nothing of ours was ever built into this.
served = {one.type: one.data for one in client.get_stream("$causeway-descriptors")}
names = json.loads(served["MessageNames"])
pool = descriptor_pool.DescriptorPool()
for described in descriptor_pb2.FileDescriptorSet.FromString(served["FileDescriptorSet"]).file:
    pool.Add(described)


def decoded(one):
    version = str(json.loads(one.metadata)["schemaVersion"])
    message = pool.FindMessageTypeByName(names[one.type][version])
    return json_format.MessageToDict(message_factory.GetMessageClass(message).FromString(one.data))


first = next(iter(client.read_all(filter_include=["PoolCreated"])))
say("decoded", type=first.type, data=decoded(first))
for step in (
    lambda: client.delete_stream("$causeway-descriptors", current_version=state.ANY),
    lambda: client.append_to_stream(
        "$causeway-descriptors", current_version=state.ANY, events=[event("forged")]
    ),
    lambda: client.set_stream_metadata("$causeway-descriptors", metadata={"$tb": 9}),
):
    try:
        step()
        say("tampered", outcome="done")
    except Exception as error:
        say("kept", outcome=type(error).__name__)
say("described", types=len(list(client.get_stream("$causeway-descriptors"))))

own = [one for one in client.read_all(filter_include=["PoolCreated"])]
say("own", count=len(own), metadata=json.loads(own[0].metadata) if own else None)
try:
    client.append_to_stream("pool-staff", current_version=state.ANY, events=[event("forged")])
    say("forged", outcome="appended")
except Exception as error:
    say("forged", outcome=type(error).__name__)

seen = []
position = None
losses = 0
deadline = time.monotonic() + 60
while "last" not in seen and time.monotonic() < deadline:
    try:
        subscription = client.subscribe_to_all(
            commit_position=position, filter_include=[stream], filter_by_stream_name=True
        )
        say("subscribed")
        for one in subscription:
            seen.append(one.type)
            position = one.commit_position
            if one.type == "last":
                break
    except Exception as error:
        losses += 1
        say("lost", error=type(error).__name__)
        time.sleep(0.2)
        try:
            client.close()
        except Exception:
            pass
        try:
            client = connect()
        except Exception as error:
            say("lost", error=type(error).__name__)
say("seen", types=seen, losses=losses)
