"""Answers as nginxdemos/hello:plain-text does, each connection as a random pod of those behind the address."""

import json
import os
import random
import select
import socket
import threading
import time

LIMIT = 8192


class WebServer:
    """Serves in a thread of its own, so that no request waits for what else a node does."""

    def __init__(self):
        self.listening = {}  # by address and port
        self.pods = {}
        self.poll = select.epoll()
        self.connections = {}  # descriptor to socket and what it has asked so far
        self.text = None
        threading.Thread(target=self.run, daemon=True).start()

    def serve(self, text):
        """`text` is a list of {address, port, pods: [{name, address, port}]}. Where no pod can answer nothing listens: connections are refused."""
        if text == self.text:
            return
        pods = {(f["address"], f["port"]): f["pods"] for f in json.loads(text) if f["pods"]}
        for place in [p for p in self.listening if p not in pods]:
            self.listening.pop(place).close()
        self.pods = pods
        for place in [p for p in pods if p not in self.listening]:
            self.listen(place)
        self.text = text

    def listen(self, place):
        family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        server = socket.socket(family, socket.SOCK_STREAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(place)
            server.listen(128)
        except OSError as error:
            server.close()
            print(f"{place[0]}:{place[1]}: {error}", flush=True)
            return
        server.setblocking(False)
        self.listening[place] = server
        self.poll.register(server, select.EPOLLIN)

    def run(self):
        while True:
            for descriptor, _ in self.poll.poll():
                if descriptor in self.connections:
                    self.read(descriptor)
                else:
                    self.accept(descriptor)

    def accept(self, descriptor):
        for place, server in list(self.listening.items()):
            if server.fileno() != descriptor:
                continue
            try:
                connection, _ = server.accept()
            except OSError:
                return
            connection.setblocking(False)
            self.connections[connection.fileno()] = (connection, place, b"")
            self.poll.register(connection, select.EPOLLIN)

    def read(self, descriptor):
        connection, place, asked = self.connections[descriptor]
        try:
            part = connection.recv(LIMIT)
        except OSError:
            part = b""
        asked += part
        if part and b"\r\n\r\n" not in asked and len(asked) < LIMIT:
            self.connections[descriptor] = (connection, place, asked)
            return
        del self.connections[descriptor]
        if part:
            self.answer(connection, place, asked)
        connection.close()

    def answer(self, connection, place, asked):
        pod = random.choice(self.pods.get(place) or [{"name": "nobody", "address": place[0], "port": place[1]}])
        words = asked.split(b" ", 2)
        uri = words[1].decode("latin-1") if len(words) > 2 else "/"
        date = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
        body = (
            f"Server address: {pod['address']}:{pod['port']}\nServer name: {pod['name']}\nDate: {date}\nURI: {uri}\n"
            f"Request ID: {os.urandom(16).hex()}\n"
        ).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        try:
            connection.send(head.encode() + body)
        except OSError:
            pass  # it has hung up
