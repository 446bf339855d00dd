// An echo server by itself, for clients that a hook starts. Usage: echo_server SOCKET; it ends with its input.
#include "bench/echo_server.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const periapt::test::EchoServer server(argv[1]);
  char byte = 0;
  while (::read(0, &byte, 1) > 0) {
  }
}
