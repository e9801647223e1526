// Every way in which a task file can be malformed, each with the place and the reason of its error.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "tasks/json_reader.h"
#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

/// A text, and the one error it must give.
struct Malformed {
  std::string name;
  std::string text;
  std::string where;    ///< behind "t.json"
  std::string message;  ///< a part of it
  friend std::ostream& operator<<(std::ostream& out, const Malformed& of) { return out << of.name; }
};

/// An otherwise sound task whose second train output is `raster`.
std::string with_output(const std::string& raster) {
  return R"({"train": [{"input": [[1]], "output": [[2]]}, {"input": [[1]], "output": )" + raster +
         R"(}], "test": [{"input": [[3]]}]})";
}

std::string repeated(const std::string& part, int count, const std::string& separator = ",") {
  std::string text;
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += separator;
    text += part;
  }
  return text;
}

std::string list_task(const std::string& type, const std::string& input) {
  return R"({"domain": "list", "type": ")" + type + R"(", "train": [{"input": )" + input +
         R"(, "output": 1}], "test": [{"input": )" + input + "}]}";
}

const std::string kPair = R"({"input": [[1]], "output": [[2]]})";
const std::string kSound = R"({"train": [)" + kPair + R"(], "test": [{"input": [[3]]}]})";
const std::string kAt = ": train[1].output";

class MalformedTaskTest : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedTaskTest, GivesOneErrorWithPlaceAndReason) {
  const auto task = parse_task(GetParam().text, "t", "t.json");
  ASSERT_FALSE(task.has_value());
  EXPECT_EQ(task.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(task.error().where, "t.json" + GetParam().where);
  EXPECT_NE(task.error().message.find(GetParam().message), std::string::npos)
      << task.error().message;
  EXPECT_LT(task.error().message.size(), 300U);
}

std::string name_of(const testing::TestParamInfo<Malformed>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Text, MalformedTaskTest,
    testing::Values(
        Malformed{"Empty", "", ":1:1", "the file is empty"},
        Malformed{"OnlyBlanks", " \n ", ":2:2", "unexpected end of input"},
        Malformed{"Truncated", kSound.substr(0, 40), ":1:41", "unexpected end of input"},
        Malformed{"TruncatedOnALaterLine", "{\n\"train\": [\n", ":3:1", "unexpected end of input"},
        Malformed{"TrailingGarbage", kSound + " x", ":1:" + std::to_string(kSound.size() + 2),
                  "invalid literal"},
        Malformed{"SecondValue", kSound + "\n{}", ":2:1", "expected end of input"},
        Malformed{"TrailingComma", "{\"train\": [1,]}", ":1:14", "unexpected ']'"},
        Malformed{"SingleQuotes", "{'train': 1}", ":1:2", "invalid literal"},
        Malformed{"Comment", "{ // no\n}", ":1:3", "invalid literal"},
        Malformed{"LeadingZero", "{\"train\": 01}", ":1:12", "unexpected number literal"},
        Malformed{"NumberBeyondDoubles", "{\"train\": 1e999}", ":1:15", "number overflow"},
        Malformed{"NumberOfAMillionDigits", "[" + std::string(1000000, '7') + "]", ":1:1000001",
                  "number overflow"},
        Malformed{"NotUtf8", "{\"tr\xff\": 1}", ":1:5", "not UTF-8: byte 0xff"},
        Malformed{"OverlongUtf8", "{\"\xc0\xaf\": 1}", ":1:3", "not UTF-8: byte 0xc0"},
        Malformed{"SurrogateInUtf8", "{\"\xed\xa0\x80\": 1}", ":1:3", "not UTF-8: byte 0xed"},
        Malformed{"CutUtf8", "\"\xe2\x82", ":1:2", "not UTF-8: byte 0xe2"},
        Malformed{"ColumnsCountCharacters", "{\"\xc3\xa9\xc3\xa9\": x}", ":1:8", "invalid literal"},
        Malformed{"NulByte", kSound + std::string("\0junk", 5),
                  ":1:" + std::to_string(kSound.size() + 1), "NUL"},
        Malformed{"ControlCharacterInString", "{\"a\x01\": 1}", ":1:4", "control character"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Structure, MalformedTaskTest,
    testing::Values(Malformed{"Array", "[]", "", "expected a task (an object), found an array"},
                    Malformed{"Number", "3", "", "expected a task (an object), found 3"},
                    Malformed{"NoTrain", R"({"test": [{"input": [[3]]}]})", ": train", "missing"},
                    Malformed{"NoTest", R"({"train": [)" + kPair + "]}", ": test", "missing"},
                    Malformed{"NoTrainPairs", R"({"train": [], "test": [{"input": [[3]]}]})",
                              ": train", "at least one example"},
                    Malformed{"NoTestInputs", R"({"train": [)" + kPair + R"(], "test": []})",
                              ": test", "at least one example"},
                    Malformed{"TrainIsAnObject", R"({"train": {}, "test": []})", ": train",
                              "expected an array, found an object"},
                    Malformed{"PairIsAnArray", R"({"train": [[]], "test": []})", ": train[0]",
                              "expected an object, found an array"},
                    Malformed{"NoInput", R"({"train": [{"output": [[1]]}], "test": []})",
                              ": train[0].input", "missing"},
                    Malformed{"NoOutput", R"({"train": [{"input": [[1]]}], "test": []})",
                              ": train[0].output", "missing"},
                    Malformed{"TestWithoutInput", R"({"train": [)" + kPair + R"(], "test": [{}]})",
                              ": test[0].input", "missing"},
                    Malformed{"UnknownKey", R"({"train": [], "test": [], "name": 1})", ": name",
                              "unknown key"},
                    Malformed{"UnknownOddKey", "{\"a b\\n\": 1}", ": [\"a b\\n\"]", "unknown key"},
                    Malformed{"UnknownLongKey", "{\"" + std::string(100000, 'k') + "\": 1}",
                              ": [\"" + std::string(40, 'k') + "...\"]", "unknown key"},
                    Malformed{"UnknownKeyInPair",
                              R"({"train": [{"input": [[1]], "outptu": [[1]]}], "test": []})",
                              ": train[0].outptu", "unknown key"},
                    Malformed{"SeveralInputsWhereOneIsDue",
                              R"({"train": [{"inputs": [[[1]]], "output": [[1]]}], "test": []})",
                              ": train[0].inputs", "unknown key"},
                    Malformed{"DuplicateKey", R"({"train": [], "test": [], "train": []})",
                              ": train", "the key occurs twice"},
                    Malformed{"DuplicateKeyInPair",
                              R"({"train": [)" + kPair + R"(, {"input": [[1]], "input": [[1]]}]})",
                              ": train[1].input", "the key occurs twice"},
                    Malformed{"DeeplyNested", "{\"train\": " + std::string(1000, '[') + "}",
                              ": train" + repeated("[0]", 30, ""), "nested deeper than 32 levels"},
                    Malformed{"DeeplyNestedUnclosed", std::string(1000000, '['),
                              ": " + repeated("[0]", 31, ""), "nested deeper than 32 levels"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Rasters, MalformedTaskTest,
    testing::Values(
        Malformed{"Ragged", with_output("[[1,2],[3,4],[5]]"), kAt + "[2]",
                  "ragged: the row has 1 cells, the first row 2"},
        Malformed{"RaggedLonger", with_output("[[1],[3,4]]"), kAt + "[1]",
                  "ragged: the row has 2 cells, the first row 1"},
        Malformed{"CellTooLarge", with_output("[[1],[2],[10]]"), kAt + "[2][0]",
                  "expected an integer from 0 to 9, found 10"},
        Malformed{"CellNegative", with_output("[[1,-1]]"), kAt + "[0][1]", "found -1"},
        Malformed{"CellFraction", with_output("[[1.5]]"), kAt + "[0][0]", "found 1.5"},
        Malformed{"CellWholeFraction", with_output("[[1.0]]"), kAt + "[0][0]", "found 1.0"},
        Malformed{"CellHuge", with_output("[[18446744073709551617]]"), kAt + "[0][0]",
                  "expected an integer from 0 to 9"},
        Malformed{"CellString", with_output("[[\"1\"]]"), kAt + "[0][0]", "found a string"},
        Malformed{"CellNull", with_output("[[null]]"), kAt + "[0][0]", "found null"},
        Malformed{"CellTrue", with_output("[[true]]"), kAt + "[0][0]", "found true"},
        Malformed{"CellArray", with_output("[[[1]]]"), kAt + "[0][0]", "found an array"},
        Malformed{"EmptyRaster", with_output("[]"), kAt, "is empty"},
        Malformed{"EmptyRow", with_output("[[]]"), kAt + "[0]", "the row is empty"},
        Malformed{"EmptyLaterRow", with_output("[[1],[]]"), kAt + "[1]", "the row is empty"},
        Malformed{"TooManyRows", with_output("[" + repeated("[1]", 31) + "]"), kAt,
                  "31 rows; at most 30"},
        Malformed{"TooManyColumns", with_output("[[" + repeated("1", 31) + "]]"), kAt + "[0]",
                  "31 columns; at most 30"},
        Malformed{"RowIsANumber", with_output("[1,2]"), kAt + "[0]",
                  "expected a row (an array of integers), found 1"},
        Malformed{"RasterIsAString", with_output("\"[[1]]\""), kAt,
                  "expected an array of rows, found a string"},
        Malformed{"RasterIsNull", with_output("null"), kAt, "expected an array of rows"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    OtherDomains, MalformedTaskTest,
    testing::Values(
        Malformed{"UnknownDomain", R"({"domain": "no", "train": [], "test": []})", ": domain",
                  "unknown domain 'no'"},
        Malformed{"DomainIsANumber", R"({"domain": 1})", ": domain", "expected a string, found 1"},
        Malformed{"TypeIsANumber", R"({"type": 1})", ": type", "expected a string, found 1"},
        Malformed{"TypeUnreadable", R"({"type": "int -> ("})", ": type", ""},
        Malformed{"TypeIsNoFunction", R"({"type": "int"})", ": type", "expected a function type"},
        Malformed{"TypeIsPolymorphic", list_task("list a -> int", "[]"), ": type",
                  "'list a' is no type of values"},
        Malformed{"TypeHasFunctionArgument", list_task("(int -> int) -> int", "1"), ": type",
                  "'int -> int' is no type of values"},
        Malformed{"TypeOfAnotherDomain", list_task("color -> int", "1"), ": type",
                  "'color' is no type of values in the domain 'list'"},
        Malformed{"TypeVeryLong", R"({"type": ")" + std::string(100000, '(') + R"("})", ": type",
                  "longer than 200 bytes"},
        Malformed{"IntBeyond32Bits", list_task("int -> int", "2147483648"), ": train[0].input",
                  "2147483648 does not fit in 32 bits"},
        Malformed{"IntBelow32Bits", list_task("int -> int", "-2147483649"), ": train[0].input",
                  "-2147483649 does not fit in 32 bits"},
        Malformed{"IntFraction", list_task("int -> int", "1.0"), ": train[0].input",
                  "expected an integer, found 1.0"},
        Malformed{"BoolNumber", list_task("bool -> int", "1"), ": train[0].input",
                  "expected true or false, found 1"},
        Malformed{"ListIsANumber", list_task("list int -> int", "1"), ": train[0].input",
                  "expected an array (list int), found 1"},
        Malformed{"ElementOfNestedList", list_task("list (list int) -> int", "[[1], [2, true]]"),
                  ": train[0].input[1][1]", "expected an integer, found true"},
        Malformed{"ListTooLong", list_task("list int -> int", "[" + repeated("1", 1025) + "]"),
                  ": train[0].input", "1025 elements; a list has at most 1024"},
        Malformed{"OneInputWhereSeveralAreDue", list_task("int -> int -> int", "1"),
                  ": train[0].input", "unknown key"},
        Malformed{"WrongNumberOfInputs",
                  R"({"domain": "list", "type": "int -> int -> int",
                      "train": [{"inputs": [1], "output": 1}], "test": []})",
                  ": train[0].inputs", "expected an array of 2 arguments"},
        Malformed{"BadSecondInput",
                  R"({"domain": "list", "type": "int -> bool -> int",
                      "train": [{"inputs": [1, 2], "output": 1}], "test": []})",
                  ": train[0].inputs[1]", "expected true or false, found 2"}),
    name_of);

TEST(TaskFileTest, LargerThanTheLimitIsRefusedUnread) {
  const auto task = parse_task(std::string(kMaxJsonBytes + 1, ' '), "t", "t.json");
  ASSERT_FALSE(task.has_value());
  EXPECT_EQ(to_string(task.error()), "t.json: larger than 16 MiB");
}

TEST(TaskFileTest, EveryPrefixOfASoundTaskIsAnErrorWithAPlace) {
  ASSERT_TRUE(parse_task(kSound, "t", "t.json").has_value());
  for (std::size_t size = 0; size < kSound.size(); ++size) {
    const auto task = parse_task(kSound.substr(0, size), "t", "t.json");
    ASSERT_FALSE(task.has_value()) << size;
    EXPECT_TRUE(task.error().where.starts_with("t.json:1:")) << task.error().where;
  }
}

TEST(TaskFileTest, WithoutASourceThePlaceStandsAlone) {
  EXPECT_EQ(parse_task("{", "t", "").error().where, "1:2");
  EXPECT_EQ(parse_task("{}", "t", "").error().where, "train");
}

TEST(TaskFileTest, MissingFilesAndDirectoriesAreNamed) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "gestalt_task_file_test";
  std::filesystem::create_directories(folder);
  const auto absent = read_task_file(folder / "absent.json");
  ASSERT_FALSE(absent.has_value());
  EXPECT_EQ(absent.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(absent.error().where, (folder / "absent.json").string());
  const auto directory = read_task_file(folder);
  ASSERT_FALSE(directory.has_value());
  EXPECT_EQ(directory.error().message, "is a directory, not a file");
  std::ofstream(folder / "f.json") << "[";
  EXPECT_EQ(read_task_file(folder / "f.json").error().where, (folder / "f.json").string() + ":1:2");
  std::ofstream(folder / "huge.json") << std::string(kMaxJsonBytes + 10, ' ');
  EXPECT_EQ(read_task_file(folder / "huge.json").error().message, "larger than 16 MiB");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace gestalt::tasks
