/* replaced by the floor's first source */ typedef int bootstrap_store;
