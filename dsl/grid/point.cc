// Points: a row and a column, or a displacement.
//
// Coordinates have 16 bits; a result outside of them is Fault::kOverflow. The SMT scalar of a point
// is its packed integer, row * 65536 + (column mod 65536), as in Codec<Point>.
#include <limits>

#include "dsl/grid/cells.h"
#include "dsl/grid/primitives.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

using Int = std::int64_t;

constexpr Int kLeast = std::numeric_limits<std::int16_t>::min();
constexpr Int kGreatest = std::numeric_limits<std::int16_t>::max();

Result<Point, Fault> checked(Int row, Int column) {
  if (row < kLeast || row > kGreatest || column < kLeast || column > kGreatest) {
    return tl::unexpected(Fault::kOverflow);
  }
  return Point{static_cast<int>(row), static_cast<int>(column)};
}

Result<Point, Fault> make_point(Int row, Int column) { return checked(row, column); }
Int row_of(Point p) { return p.row; }
Int column_of(Point p) { return p.column; }
Result<Point, Fault> add_points(Point a, Point b) {
  return checked(Int{a.row} + b.row, Int{a.column} + b.column);
}
Result<Point, Fault> subtract_points(Point a, Point b) {
  return checked(Int{a.row} - b.row, Int{a.column} - b.column);
}
Result<Point, Fault> subtrahend(Point result, Point a) { return subtract_points(a, result); }
Result<Point, Fault> negate_point(Point p) { return checked(-Int{p.row}, -Int{p.column}); }
Result<Point, Fault> scale_point(Point p, Int factor) {
  return checked(p.row * factor, p.column * factor);
}
Point swap_axes(Point p) { return {p.column, p.row}; }

// Inverses of make_point: the result, then the other coordinate.
Result<Int, Fault> solve_row(Point result, Int column) {
  if (result.column != column) return undefined();
  return Int{result.row};
}
Result<Int, Fault> solve_column(Point result, Int row) {
  if (result.row != row) return undefined();
  return Int{result.column};
}
Result<Point, Fault> unscale(Point result, Int factor) {
  if (factor == 0 || result.row % factor != 0 || result.column % factor != 0) return undefined();
  return checked(result.row / factor, result.column / factor);
}

Coordinates coordinates(Smt& smt, const SmtTerm& term) { return unpack(symbol(smt, term)); }

SmtTerm make_point_smt(Smt& smt, Arguments arg) {
  return pack(symbol(smt, arg[0]), symbol(smt, arg[1]));
}
SmtTerm row_of_smt(Smt& smt, Arguments arg) { return total(coordinates(smt, arg[0]).row); }
SmtTerm column_of_smt(Smt& smt, Arguments arg) { return total(coordinates(smt, arg[0]).column); }
SmtTerm add_points_smt(Smt& smt, Arguments arg) {
  const Coordinates a = coordinates(smt, arg[0]);
  const Coordinates b = coordinates(smt, arg[1]);
  return pack(a.row + b.row, a.column + b.column);
}
SmtTerm subtract_points_smt(Smt& smt, Arguments arg) {
  const Coordinates a = coordinates(smt, arg[0]);
  const Coordinates b = coordinates(smt, arg[1]);
  return pack(a.row - b.row, a.column - b.column);
}
SmtTerm negate_point_smt(Smt& smt, Arguments arg) {
  const Coordinates p = coordinates(smt, arg[0]);
  const Symbol zero = Symbol::integer(smt, 0);
  return pack(zero - p.row, zero - p.column);
}
SmtTerm scale_point_smt(Smt& smt, Arguments arg) {
  const Coordinates p = coordinates(smt, arg[0]);
  return pack(p.row * symbol(smt, arg[1]), p.column * symbol(smt, arg[1]));
}
SmtTerm swap_axes_smt(Smt& smt, Arguments arg) {
  const Coordinates p = coordinates(smt, arg[0]);
  return pack(p.column, p.row);
}

}  // namespace

void add_point_primitives(Registry& registry) {
  registry.begin_family("point");
  const Type& point = point_type();
  registry.add({.name = "make_point",
                .type = fn({int_type(), int_type()}, point),
                .eval = lift<&make_point>,
                .smt = make_point_smt,
                .cost = 10,
                .doc = "The point with a row and a column.",
                .examples = {{"(make_point 3 -1)", "@3,-1"}},
                .inverses = {{0, lift<&solve_row>}, {1, lift<&solve_column>}}});
  registry.add({.name = "row_of",
                .type = fn({point}, int_type()),
                .eval = lift<&row_of>,
                .smt = row_of_smt,
                .cost = 10,
                .doc = "Row of a point.",
                .examples = {{"(row_of @3,-1)", "3"}}});
  registry.add({.name = "column_of",
                .type = fn({point}, int_type()),
                .eval = lift<&column_of>,
                .smt = column_of_smt,
                .cost = 10,
                .doc = "Column of a point.",
                .examples = {{"(column_of @3,-1)", "-1"}}});
  registry.add({.name = "add_points",
                .type = fn({point, point}, point),
                .eval = lift<&add_points>,
                .smt = add_points_smt,
                .cost = 10,
                .doc = "Sum of two displacements, or a point moved by one.",
                .examples = {{"(add_points @1,2 @0,-3)", "@1,-1"}},
                .inverses = {{0, lift<&subtract_points>}, {1, lift<&subtract_points>}},
                .commutative = true});
  registry.add({.name = "subtract_points",
                .type = fn({point, point}, point),
                .eval = lift<&subtract_points>,
                .smt = subtract_points_smt,
                .cost = 10,
                .doc = "The displacement from the second point to the first.",
                .examples = {{"(subtract_points @1,2 @0,-3)", "@1,5"}},
                .inverses = {{0, lift<&add_points>}, {1, lift<&subtrahend>}}});
  registry.add({.name = "negate_point",
                .type = fn({point}, point),
                .eval = lift<&negate_point>,
                .smt = negate_point_smt,
                .cost = 10,
                .doc = "The opposite displacement.",
                .examples = {{"(negate_point @1,-2)", "@-1,2"}},
                .inverses = {{0, lift<&negate_point>}}});
  registry.add({.name = "scale_point",
                .type = fn({point, int_type()}, point),
                .eval = lift<&scale_point>,
                .smt = scale_point_smt,
                .cost = 10,
                .doc = "The displacement taken a number of times.",
                .examples = {{"(scale_point @1,-2 3)", "@3,-6"}},
                .inverses = {{0, lift<&unscale>}}});
  registry.add({.name = "swap_axes",
                .type = fn({point}, point),
                .eval = lift<&swap_axes>,
                .smt = swap_axes_smt,
                .cost = 12,
                .doc = "Row and column exchanged.",
                .examples = {{"(swap_axes @1,-2)", "@-2,1"}},
                .inverses = {{0, lift<&swap_axes>}}});
}

}  // namespace gestalt::dsl
