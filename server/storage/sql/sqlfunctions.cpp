// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/storage/sql/sqlfunctions.h"

#include "common/core/networklist.h"

#include <QByteArrayView>
#include <QString>

#include <algorithm>
#include <sqlite3.h>

namespace linnet {

namespace {

QByteArrayView textOf(sqlite3_value *value)
{
    // In this order: the text decides how many bytes there are.
    const auto *const text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return {text, sqlite3_value_bytes(value)};
}

bool isAscii(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return uchar(c) >= 0x80; });
}

void folded(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const QByteArrayView text = textOf(arguments[0]);
    if (isAscii(text)) { // LIKE itself takes its cases for the same.
        sqlite3_result_value(context, arguments[0]);
        return;
    }
    const QByteArray result = QString::fromUtf8(text).toCaseFolded().toUtf8();
    sqlite3_result_text(context, result.constData(), int(result.size()), SQLITE_TRANSIENT);
}

void removeNetworks(void *networks)
{
    delete static_cast<NetworkList *>(networks);
}

// A function of our own: addresses are stored as text, whose order is not theirs, so that neither a
// comparison nor an index finds a network. A column of their bytes would; but lists are read to the
// end by most of what a filter can ask, and judging 100,000 addresses takes less than a tenth of a
// second.
void inNetworks(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const QHostAddress address(QString::fromUtf8(textOf(arguments[0])));
    // SQLite keeps what was made of a bound value for the rows to come.
    if (const auto *const kept =
            static_cast<const NetworkList *>(sqlite3_get_auxdata(context, 1))) {
        sqlite3_result_int(context, kept->contains(address) ? 1 : 0);
        return;
    }
    const auto networks = NetworkList::parse(QString::fromUtf8(textOf(arguments[1])).split(u' '));
    if (!networks) {
        sqlite3_result_error(context, "in_networks() wants networks", -1);
        return;
    }
    sqlite3_result_int(context, networks->contains(address) ? 1 : 0);
    sqlite3_set_auxdata(context, 1, new NetworkList(*networks), removeNetworks);
}

struct Function
{
    const char *name;
    int arguments;
    void (*run)(sqlite3_context *, int, sqlite3_value **);
};

constexpr Function Functions[] = {
    {"folded", 1, folded},
    {"in_networks", 2, inNetworks},
};

} // namespace

int addSqlFunctions(sqlite3 *connection)
{
    // Only statements call them: a schema that did could not be read by other programs.
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    for (const auto &[name, arguments, run] : Functions) {
        const int status = sqlite3_create_function(connection, name, arguments, Flags, nullptr, run,
                                                   nullptr, nullptr);
        if (status != SQLITE_OK)
            return status;
    }
    return SQLITE_OK;
}

} // namespace linnet
