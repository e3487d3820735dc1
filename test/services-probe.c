/* Asks the C library: each line of the input is a question, each line of the output its answer.
   n NAME PROTOCOL    getservbyname: "NAME PORT", or "-"
   p PORT PROTOCOL    getservbyport: "NAME PORT", or "-"
   a NAME             getaddrinfo with SOCK_STREAM: the ports in order, or "-"
   P NAME             getprotobyname: "NAME NUMBER", or "-" */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void show(struct servent *entry) {
  if (entry) printf("%s %d\n", entry->s_name, ntohs((unsigned short)entry->s_port));
  else puts("-");
}

static void resolve(const char *name) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_family = AF_INET}, *list = 0;
  if (getaddrinfo("127.0.0.1", name, &hints, &list)) {
    puts("-");
    return;
  }
  for (struct addrinfo *each = list; each; each = each->ai_next)
    printf("%d ", ntohs(((struct sockaddr_in *)each->ai_addr)->sin_port));
  puts("");
  freeaddrinfo(list);
}

int main(void) {
  char line[4096], what[2], name[2048], protocol[64];
  setservent(1);
  while (fgets(line, sizeof line, stdin)) {
    int found = sscanf(line, "%1s %2047s %63s", what, name, protocol);
    if (found == 3 && *what == 'n') show(getservbyname(name, protocol));
    else if (found == 3 && *what == 'p') show(getservbyport(htons((unsigned short)atoi(name)), protocol));
    else if (found == 2 && *what == 'a') resolve(name);
    else if (found == 2 && *what == 'P') {
      struct protoent *entry = getprotobyname(name);
      if (entry) printf("%s %d\n", entry->p_name, entry->p_proto);
      else puts("-");
    } else puts("?");
  }
  return 0;
}
