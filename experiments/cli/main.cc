// The program `gestalt`.

#include "experiments/cli/command_line.h"

int main(int argc, char** argv) { return gestalt::experiments::run_command_line(argc, argv); }
