extern "C" int some_other_symbol() { return 1; }
