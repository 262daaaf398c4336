// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/storage/settingstore.h"

namespace linnet {

class SqlConnection;

class SqlSettingStore : public SettingStore
{
public:
    explicit SqlSettingStore(SqlConnection &connection)
        : m_connection(connection)
    {}

    Result<SettingValues> all() override;
    Result<> set(const QString &name, const QJsonValue &value) override;

private:
    SqlConnection &m_connection;
};

} // namespace linnet
