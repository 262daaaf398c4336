// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <archive.h>
#include <archive_entry.h>

namespace linnet::test {

//! What is in a zip, by the names of its members.
using ZipContent = QMap<QString, QByteArray>;

//! \return what is in \p zip, which must be whole.
inline ZipContent zipContent(const QByteArray &zip)
{
    ZipContent content;
    archive *const reader = archive_read_new();
    archive_read_support_format_zip(reader);
    if (archive_read_open_memory(reader, zip.constData(), size_t(zip.size())) != ARCHIVE_OK)
        qFatal("%s", archive_error_string(reader));
    archive_entry *entry = nullptr;
    int status = archive_read_next_header(reader, &entry);
    for (; status == ARCHIVE_OK; status = archive_read_next_header(reader, &entry)) {
        QByteArray &member = content[QString::fromUtf8(archive_entry_pathname(entry))];
        QByteArray part(64 << 10, '\0');
        la_ssize_t read = 0;
        while ((read = archive_read_data(reader, part.data(), size_t(part.size()))) > 0)
            member.append(part.first(read));
        if (read < 0)
            qFatal("%s", archive_error_string(reader));
    }
    if (status != ARCHIVE_EOF)
        qFatal("%s", archive_error_string(reader));
    archive_read_free(reader);
    return content;
}

} // namespace linnet::test
