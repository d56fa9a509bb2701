const text = `${[1, 2].map((n) => n + 1).join(";")} \\ @NAME@`;
