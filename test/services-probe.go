// Asks Go's own resolver: each line of the input is "NAME PROTOCOL", each line of the output the port,
// or "-". Built without cgo, so that no C library is asked.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
)

func main() {
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		var name, protocol string
		fmt.Sscan(input.Text(), &name, &protocol)
		port, err := net.LookupPort(protocol, name)
		if err != nil {
			fmt.Println("-")
		} else {
			fmt.Println(port)
		}
	}
}
