// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QStringList>

#include <algorithm>

namespace linnet::test {

//! \return the files below \p folder of the repository whose names match \p patterns, sorted, as
//! paths from its root.
inline QStringList sourceFiles(const QString &folder, const QStringList &patterns)
{
    const QString root = QStringLiteral(SOURCE_ROOT "/");
    QStringList files;
    QDirIterator each(root + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files.append(each.next().mid(root.size()));
    files.removeIf([](const QString &file) { return file.contains(u"/node_modules/"); });
    std::sort(files.begin(), files.end());
    return files;
}

//! \return the text of the file at \p path from the repository's root.
inline QString sourceText(const QString &path)
{
    QFile file(QStringLiteral(SOURCE_ROOT "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace linnet::test
