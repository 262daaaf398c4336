// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/protocol/csvreader.h"

#include <QBuffer>

#include <cstdlib>

using namespace linnet;

//! What is read ends, counts its rows, and is no more than what there is.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    QBuffer buffer(&text);
    if (!buffer.open(QIODevice::ReadOnly))
        std::abort();
    CsvReader reader(buffer);
    qint64 before = 0;
    qsizetype characters = 0;
    for (;;) {
        const auto row = reader.next();
        if (!row || !*row)
            return 0;
        if ((*row)->isEmpty() || reader.row() <= before)
            std::abort();
        before = reader.row();
        for (const QString &cell : **row)
            characters += cell.size();
        if (characters > text.size())
            std::abort();
    }
}
