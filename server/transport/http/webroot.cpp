// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/webroot.h"

#include <QDir>
#include <QDirIterator>

namespace linnet {

using namespace Qt::StringLiterals;

WebRoot WebRoot::scan(const QString &folder, const QByteArray &policy)
{
    WebRoot root;
    root.m_policy = policy;
    const QDir directory(folder);
    QDirIterator files(folder, QDir::Files | QDir::NoSymLinks | QDir::Readable,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString path = u'/' + directory.relativeFilePath(file);
        root.m_files.insert(path.toUtf8(), file);
        if (files.fileName() == u"index.html"_s)
            root.m_files.insert(path.chopped(files.fileName().size()).toUtf8(), file);
    }
    return root;
}

} // namespace linnet
