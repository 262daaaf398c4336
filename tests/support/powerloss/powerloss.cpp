// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/powerloss/powerloss.h"

#include "tests/support/powerloss/journal.h"

#include <QDir>
#include <QFile>

namespace linnet::test::powerloss {

void watch(const QString &folder)
{
    journal().watch(QDir(folder).canonicalPath().toStdString());
}

bool materialise(const QString &target)
{
    if (!QDir().mkpath(target))
        return false;
    for (const auto &[path, content] : journal().durableFiles()) {
        QFile file(QDir(target).filePath(QString::fromStdString(path).section(u'/', -1)));
        const auto size = qint64(content.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), size) != size)
            return false;
    }
    return true;
}

void setRoom(std::optional<qint64> bytes)
{
    journal().setRoom(bytes);
}

int syncs()
{
    return journal().syncs();
}

} // namespace linnet::test::powerloss
